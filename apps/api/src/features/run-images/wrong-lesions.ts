import { readOutcomes } from '@echocohort/cohort';
import type { RunFailures, WrongLesion } from '@echocohort/contracts';
import type { LesionScore } from '@echocohort/model';
import type { LocalText } from '@echocohort/kernel';
import type { SealedOutcomesRow } from '@echocohort/persistence';
import type { LockedSnapshot } from '@echocohort/training';

const SETS = ['internal_validation', 'external_validation'] as const;
type JudgedSet = (typeof SETS)[number];

/** Verdict and type of a lesion, where they may be known. */
export interface KnownOutcome {
  readonly malignant: boolean;
  readonly type: string | null;
}

/** Outcomes that the snapshot itself discloses, and the sealed ones once they were opened. */
export function knownOutcomes(snapshot: LockedSnapshot, sealed: SealedOutcomesRow | null): ReadonlyMap<string, KnownOutcome> {
  const known = new Map<string, KnownOutcome>();
  for (const { lesion, malignant } of snapshot.index.lesions) if (malignant !== null) known.set(lesion, { malignant, type: snapshot.answers.get(lesion)?.['histology'] ?? null });
  if (sealed === null || sealed.openedAt === null || sealed.outcomes === null) return known;
  const opened = readOutcomes(new TextDecoder().decode(sealed.outcomes));
  if (!opened.ok) throw new Error(`the opened outcomes cannot be read: ${opened.refusal.code}`);
  for (const { lesion, malignant, type } of opened.value) known.set(lesion, { malignant, type });
  return known;
}

function wrongOf(own: readonly LesionScore[], set: JudgedSet, cutOff: number, outcomes: ReadonlyMap<string, KnownOutcome>, nameOf: (type: string) => LocalText): WrongLesion[] {
  return own.flatMap(({ lesion, score }): WrongLesion[] => {
    const outcome = outcomes.get(lesion);
    if (outcome === undefined || (score >= cutOff) === outcome.malignant) return [];
    return [{ lesion, set, kind: outcome.malignant ? 'false-negative' : 'false-positive', score, malignant: outcome.malignant, by: Math.abs(score - cutOff), histology: outcome.type === null ? null : nameOf(outcome.type) }];
  });
}

/** The lesions on the wrong side of the cut-off. A set with one unknown outcome is sealed as a whole: half of a set would mislead. */
export function wrongLesions(scores: readonly LesionScore[], cutOff: number | null, outcomes: ReadonlyMap<string, KnownOutcome>, nameOf: (type: string) => LocalText): Pick<RunFailures, 'sets' | 'items'> {
  const judged = SETS.map((set) => {
    const own = scores.filter((score) => score.set === set);
    const open = own.length > 0 && own.every(({ lesion }) => outcomes.has(lesion));
    const wrong = open && cutOff !== null ? wrongOf(own, set, cutOff, outcomes, nameOf) : [];
    return { wrong, entry: { set, state: own.length === 0 ? ('empty' as const) : open ? ('open' as const) : ('sealed' as const), lesions: own.length, wrong: wrong.length } };
  });
  const items = judged.flatMap(({ wrong }) => wrong).sort((one, other) => other.by - one.by || (one.lesion < other.lesion ? -1 : 1));
  return { sets: judged.map(({ entry }) => entry), items };
}
