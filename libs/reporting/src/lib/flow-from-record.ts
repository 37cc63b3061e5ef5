import { PENDING_LABELS, SET_LABELS, STUDY_SETS } from '@echocohort/cohort';
import { ok, refuse, type LocalText, type Result } from '@echocohort/kernel';
import type { DrawnBox } from '@echocohort/figures';

/** A row of exclusions.tsv: a screened case and the box in which it ended. */
export interface RecordedExclusion {
  readonly lesion: string;
  readonly subject: string;
  readonly box: string;
}

/** A row of splits.tsv. */
export interface RecordedSplit {
  readonly lesion: string;
  readonly patient: string;
  readonly set: string;
}

const pending: Readonly<Record<string, LocalText>> = PENDING_LABELS;

type Member = readonly [lesion: string, subject: string];

const box = (code: string, kind: DrawnBox['kind'], label: LocalText, members: readonly Member[]): DrawnBox => ({
  code, kind, label, lesions: members.length, patients: new Set(members.map(([, subject]) => subject)).size,
});

/**
 * The flow chart (paper, figure 1) out of the tables of an export. Every number is the size of a set of rows; a lesion
 * that stands in two boxes, or a set that the study does not have, is refused, so the boxes partition what was screened.
 * `reasons` are the study's exclusions in the order in which the chart names them; those without a case show 0.
 */
export function flowFromRecord(exclusions: readonly RecordedExclusion[], splits: readonly RecordedSplit[], reasons: readonly { code: string; label: LocalText }[]): Result<DrawnBox[]> {
  const all = [...exclusions.map(({ lesion }) => lesion), ...splits.map(({ lesion }) => lesion)];
  if (new Set(all).size !== all.length) return refuse({ code: 'boxes-overlap', detail: 'A lesion stands in two places of the flow chart; exclusions.tsv and splits.tsv must not share one.' });
  const stranger = splits.find(({ set }) => !STUDY_SETS.some((known) => known === set));
  if (stranger) return refuse({ code: 'set-unknown', detail: `splits.tsv names a set that a study does not have: "${stranger.set}".` });
  const out = exclusions.map(({ lesion, subject, box: code }): [string, Member] => [code, [lesion, subject]]);
  const included = splits.map(({ lesion, patient }): Member => [lesion, patient]);
  const named = new Map(reasons.map(({ code, label }) => [`excluded:${code}`, label]));
  for (const [code] of out) if (!named.has(code)) named.set(code, pending[code] ?? { zh: code, en: code });
  const sides = [...named].map(([code, label]) => box(code, code.startsWith('pending:') ? 'pending' : 'excluded', label, out.filter(([own]) => own === code).map(([, member]) => member)));
  return ok([
    box('screened', 'screened', { zh: '筛查', en: 'Screened' }, [...out.map(([, member]) => member), ...included]),
    ...sides,
    box('included', 'included', { zh: '纳入', en: 'Included' }, included),
    ...STUDY_SETS.map((set) => box(`set:${set}`, 'set', SET_LABELS[set], splits.filter((row) => row.set === set).map(({ lesion, patient }): Member => [lesion, patient]))),
  ]);
}
