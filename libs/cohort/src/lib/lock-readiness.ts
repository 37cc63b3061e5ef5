import { counted, type LocalText } from '@echocohort/kernel';
import type { SplitSetCount } from './split-cohort.ts';

/** One line of the checklist before a lock. */
export interface ReadinessItem {
  readonly code: string;
  readonly ready: boolean;
  /** How many things stand in the way; 0 when ready. */
  readonly count: number;
  readonly sentence: LocalText;
}

/** What the checklist looks at. */
export interface LockFacts {
  readonly included: number;
  readonly sets: readonly SplitSetCount[] | null;
  /** Of a split that cannot meet its ratio with patients kept whole: what it wanted and what it reached. Absent or null when it is met. */
  readonly nearest?: { readonly ratio: string; readonly wanted: number; readonly training: number } | null;
  /** Cases that the split holds but the cohort no longer does, or the other way round. */
  readonly changedSinceSplit: number;
  /** On lesions of the cohort or of its split: a query on an accepted case takes it out of the cohort, and then is what stands in the way. */
  readonly openQueriesOnIncluded: number;
  readonly unconfirmedReports: number;
  /** Development lesions whose outcome is not known. */
  readonly withoutOutcome: number;
  /** Key holders that are lacking to seal the outcomes of external centres by two persons; absent or 0 when none is needed. */
  readonly holdersLacking?: number;
}

const item = (code: string, count: number, done: LocalText, open: LocalText): ReadinessItem => ({ code, ready: count === 0, count, sentence: count === 0 ? done : open });

/** A ratio that no split can meet does not stop a lock, but who signs is told what was reached instead. */
function splitDone({ nearest }: LockFacts): LocalText {
  if (nearest === undefined || nearest === null) return { zh: '已分组', en: 'The cohort is split' };
  const { ratio, wanted, training } = nearest;
  return {
    zh: `已分组；患者不拆分时无法恰为 ${ratio}：需训练 ${wanted.toFixed(1)} 个病灶，最接近为 ${training} 个`,
    en: `The cohort is split; ${ratio} cannot be met with patients kept whole: it asks for ${wanted.toFixed(1)} lesions in training, the nearest is ${training}`,
  };
}

/** Everything that must hold before a cohort can be locked; a lock is refused with the first line that does not. What can only be said of a split is left out while there is none. */
export function lockReadiness(facts: LockFacts): ReadinessItem[] {
  const lesionsIn = (set: string): number => facts.sets?.find((entry) => entry.set === set)?.lesions ?? 0;
  const emptySets = ['training', 'internal_validation'].filter((set) => lesionsIn(set) === 0).length;
  return [
    item('cohort-empty', facts.included === 0 ? 1 : 0, { zh: `队列含 ${facts.included} 个病灶`, en: `The cohort holds ${counted(facts.included, 'lesion', 'lesions')}` }, { zh: '队列中没有病灶', en: 'The cohort holds no lesion' }),
    item('split-missing', facts.sets === null ? 1 : 0, splitDone(facts), { zh: '队列尚未分组', en: 'The cohort is not split yet' }),
    item('queries-open', facts.openQueriesOnIncluded, { zh: '没有未关闭的质疑', en: 'No query is open' }, { zh: `有 ${facts.openQueriesOnIncluded} 个未关闭的质疑`, en: `${counted(facts.openQueriesOnIncluded, 'query is', 'queries are')} open` }),
    ...(facts.sets === null ? [] : [
      item('split-set-empty', emptySets, { zh: '训练集与内部验证集均非空', en: 'Training and internal validation both hold lesions' }, { zh: '训练集或内部验证集为空', en: 'Training or internal validation is empty' }),
      item('split-outdated', facts.changedSinceSplit, { zh: '分组后病例未变化', en: 'No case has changed since the split' }, { zh: `分组后有 ${facts.changedSinceSplit} 个病例变化，请重新分组`, en: `${counted(facts.changedSinceSplit, 'case has', 'cases have')} changed since the split; split again` }),
    ]),
    item('pathology-unconfirmed', facts.unconfirmedReports, { zh: '病理均已复核', en: 'Every pathology report is confirmed' }, { zh: `有 ${facts.unconfirmedReports} 份病理未复核`, en: `${counted(facts.unconfirmedReports, 'pathology report is', 'pathology reports are')} not confirmed by a second person` }),
    item('outcome-missing', facts.withoutOutcome, { zh: '病理结局齐全', en: 'Every outcome is known' }, { zh: `有 ${facts.withoutOutcome} 个病灶缺少病理结局`, en: `${counted(facts.withoutOutcome, 'lesion has', 'lesions have')} no outcome` }),
    item('key-holders-missing', facts.holdersLacking ?? 0, { zh: '密封所需的密钥持有人齐全', en: 'Sealing needs no further key holder' }, { zh: `还缺 ${facts.holdersLacking ?? 0} 位密钥持有人，请数据管理员和系统管理员登记`, en: `${counted(facts.holdersLacking ?? 0, 'more key holder', 'more key holders')} must enrol (data manager, administrator) before external outcomes can be sealed` }),
  ];
}
