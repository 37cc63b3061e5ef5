import { exclusionLabels, PENDING_LABELS } from '@echocohort/cohort';
import { ok, refuse, type LocalText, type Result } from '@echocohort/kernel';
import type { FlowResult } from '../results/cohort.schema.ts';
import { GROUP_LABELS, lesionsOf, SETS, type Study } from '../study/study.ts';

type Box = FlowResult['boxes'][number];
type Member = readonly [lesion: string, patient: string];

function box(study: Study, code: string, kind: Box['kind'], label: LocalText, members: readonly Member[], images: ReadonlyMap<string, number> | null): Box {
  const lesions = new Set(members.map(([lesion]) => lesion));
  return {
    code, kind, label, lesions: lesions.size, patients: new Set(members.map(([, patient]) => patient)).size,
    images: images === null ? null : [...lesions].reduce((sum, lesion) => sum + (images.get(lesion) ?? 0), 0), ids: study.ids.add(`flow/${code}`, 'lesion', lesions),
  };
}

const PENDING: Readonly<Record<string, LocalText>> = PENDING_LABELS;

/** Images by lesion; null where the snapshot has no table of images. */
function imageCounts({ records }: Study): Map<string, number> | null {
  if (records.images.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { lesion } of records.images) if (lesion) counts.set(lesion, (counts.get(lesion) ?? 0) + 1);
  return counts;
}

/**
 * The flow chart (paper Fig. 1) out of the split and the exclusions. Every number is the size of a set of lesions, a lesion stands in
 * one box of a level, and reasons without a case show 0.
 */
export function flowAnalysis(study: Study): Result<FlowResult> {
  const { exclusions, definition } = study.records;
  const included = study.table.lesions.map(({ lesion, patient }): Member => [lesion, patient]);
  const out = new Map<string, Member[]>();
  const seen = new Set(included.map(([lesion]) => lesion));
  for (const { lesion, subject, box: code } of exclusions) {
    if (!lesion || !subject || !code) return refuse({ code: 'exclusion-unreadable', detail: 'exclusions.tsv has a row without a lesion, a subject or a box.' });
    if (seen.has(lesion)) return refuse({ code: 'boxes-overlap', detail: 'A lesion stands in two places of the flow chart; exclusions.tsv and splits.tsv must not share one.' });
    seen.add(lesion);
    out.set(code, [...(out.get(code) ?? []), [lesion, subject]]);
  }
  const named = new Map(exclusionLabels(definition.eligibility.criteria.map(({ code }) => code), definition.eligibility.primaryOrder).map(({ code, label }) => [`excluded:${code}`, label]));
  for (const code of [...out.keys()].sort()) if (!named.has(code)) named.set(code, PENDING[code] ?? { zh: code.replace(/^\w+:/, ''), en: code.replace(/^\w+:/, '') });
  const images = imageCounts(study);
  return ok({
    boxes: [
      box(study, 'screened', 'screened', { zh: '筛查', en: 'Screened' }, [...[...out.values()].flat(), ...included], null),
      ...[...named].map(([code, label]) => box(study, code, code.startsWith('pending:') ? 'pending' : 'excluded', label, out.get(code) ?? [], null)),
      box(study, 'included', 'included', { zh: '纳入', en: 'Included' }, included, images),
      ...SETS.map((set) => box(study, `set:${set}`, 'set', GROUP_LABELS[set], lesionsOf(study, set).map(({ lesion, patient }): Member => [lesion, patient]), images)),
    ],
  });
}
