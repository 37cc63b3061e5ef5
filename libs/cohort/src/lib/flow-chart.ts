import type { LocalText } from '@echocohort/kernel';
import { standingOf, STUDY_SETS, type CohortCase, type CohortStanding, type StudySet } from './cohort-case.ts';
import type { CohortDefinition } from './cohort-definition.ts';
import { conditionWords, NO_NAMES, type ItemNames } from './condition-words.ts';

/** A box is a set of cases; its numbers are counted from the set, never typed in. */
export interface FlowBox {
  readonly code: string;
  readonly kind: 'screened' | 'excluded' | 'pending' | 'included' | 'set';
  readonly label: LocalText;
  readonly cases: readonly CohortCase[];
  readonly lesions: number;
  readonly patients: number;
}

/** A criterion of the study as the chart names it. */
export interface ExclusionLabel {
  readonly code: string;
  readonly label: LocalText;
}

/** The criteria in the order in which a case's primary reason is chosen (the study definition's), all others after them. */
export function orderedExclusions(labels: readonly ExclusionLabel[], order: readonly string[]): ExclusionLabel[] {
  const rank = ({ code }: ExclusionLabel): number => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...labels].sort((a, b) => rank(a) - rank(b));
}

/** The sets as the chart names them. */
export const SET_LABELS: Readonly<Record<StudySet, LocalText>> = {
  training: { zh: '训练集', en: 'Training' },
  internal_validation: { zh: '内部验证集', en: 'Internal validation' },
  external_validation: { zh: '外部验证集', en: 'External validation' },
};

/** Why a case is not decided yet, as the chart words it. */
export const PENDING_LABELS = {
  'pending:eligibility': { zh: '入排尚未判定', en: 'Eligibility not yet known' },
  'pending:panel': { zh: '质控尚未通过', en: 'Not yet accepted by the panel' },
} as const satisfies Readonly<Record<string, LocalText>>;

const box = (code: string, kind: FlowBox['kind'], label: LocalText, cases: readonly CohortCase[]): FlowBox => ({
  code, kind, label, cases, lesions: cases.length, patients: new Set(cases.map((entry) => entry.subject)).size,
});

const placeCode = (standing: CohortStanding): string => (standing.kind === 'included' ? 'included' : `${standing.kind}:${standing.reason}`);

/** The chart's places between screened and included, in the order in which they are drawn, empty ones too. */
export function flowPlaces(definition: CohortDefinition, exclusions: readonly ExclusionLabel[], found: Iterable<string>, names: ItemNames = NO_NAMES): { code: string; kind: 'excluded' | 'pending'; label: LocalText }[] {
  const known: { code: string; kind: 'excluded' | 'pending'; label: LocalText }[] = [
    ...exclusions.map(({ code, label }) => ({ code: `excluded:${code}`, kind: 'excluded' as const, label })),
    { code: 'excluded:withdrawn', kind: 'excluded', label: { zh: '已退出', en: 'Withdrawn' } },
  ];
  if (definition.centres !== null) known.push({ code: 'excluded:other-centre', kind: 'excluded', label: { zh: '其他中心', en: 'Other centres' } });
  if (definition.successorOf !== undefined) known.push({ code: 'excluded:other-snapshot', kind: 'excluded', label: { zh: '不在前一快照中', en: 'Not in the snapshot before' } });
  definition.criteria.forEach((condition, index) => {
    // Whom a "not" leaves out meets what stands behind it.
    const { zh, en } = conditionWords('not' in condition ? condition.not : condition, names);
    const label = 'not' in condition ? { zh: `符合：${zh}`, en: `Meets: ${en}` } : { zh: `不符合：${zh}`, en: `Does not meet: ${en}` };
    known.push({ code: `excluded:criterion-${index + 1}`, kind: 'excluded', label });
  });
  known.push(
    { code: 'pending:eligibility', kind: 'pending', label: PENDING_LABELS['pending:eligibility'] },
    { code: 'pending:panel', kind: 'pending', label: PENDING_LABELS['pending:panel'] },
  );
  // A reason that the definition does not list still gets its box: no case may vanish from the chart.
  for (const code of found) {
    if (code !== 'included' && !known.some((place) => place.code === code)) known.push({ code, kind: 'excluded', label: { zh: code, en: code } });
  }
  return known;
}

/**
 * The flow chart of a cohort. Every case gets exactly one place, so the boxes between screened and included, together
 * with included, partition the screened set; the set boxes partition the included one. `exclusions` are drawn in the
 * order given (`orderedExclusions`).
 */
export function flowChart(cases: readonly CohortCase[], definition: CohortDefinition, exclusions: readonly ExclusionLabel[], setOf?: ReadonlyMap<string, StudySet>, names: ItemNames = NO_NAMES): FlowBox[] {
  const byPlace = new Map<string, CohortCase[]>();
  for (const entry of [...cases].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const code = placeCode(standingOf(entry, definition));
    const list = byPlace.get(code);
    if (list) list.push(entry);
    else byPlace.set(code, [entry]);
  }
  const included = byPlace.get('included') ?? [];
  const boxes = [
    box('screened', 'screened', { zh: '筛查', en: 'Screened' }, [...byPlace.values()].flat()),
    ...flowPlaces(definition, exclusions, byPlace.keys(), names).map(({ code, kind, label }) => box(code, kind, label, byPlace.get(code) ?? [])),
    box('included', 'included', { zh: '纳入', en: 'Included' }, included),
  ];
  if (setOf) {
    for (const set of STUDY_SETS) boxes.push(box(set, 'set', SET_LABELS[set], included.filter((entry) => setOf.get(entry.code) === set)));
  }
  return boxes;
}
