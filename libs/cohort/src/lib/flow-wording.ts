import type { LocalText } from '@echocohort/kernel';
import type { FlowBox } from './flow-chart.ts';

/** The reporting guideline whose words a flow chart uses. */
export type FlowWording = 'stard' | 'consort';

/** STARD 2015 (item 19) speaks of participants and of being eligible; CONSORT 2010 (item 13) of assessed, excluded, allocated. */
const WORDS: Readonly<Record<FlowWording, Readonly<Record<string, LocalText>>>> = {
  stard: {
    screened: { zh: '潜在合格病灶', en: 'Potentially eligible lesions' },
    included: { zh: '合格病灶', en: 'Eligible lesions' },
    training: { zh: '训练集', en: 'Training set' },
    internal_validation: { zh: '内部验证集', en: 'Internal validation set' },
    external_validation: { zh: '外部验证集', en: 'External validation set' },
  },
  consort: {
    screened: { zh: '接受合格性评估的病灶', en: 'Lesions assessed for eligibility' },
    included: { zh: '纳入的病灶', en: 'Lesions included' },
    training: { zh: '分配至训练集', en: 'Allocated to training' },
    internal_validation: { zh: '分配至内部验证集', en: 'Allocated to internal validation' },
    external_validation: { zh: '分配至外部验证集', en: 'Allocated to external validation' },
  },
};

/** The same boxes and the same numbers in the words of a guideline; reasons of exclusion keep the study's words. */
export const wordedFlow = <Box extends Pick<FlowBox, 'code' | 'label'>>(boxes: readonly Box[], wording: FlowWording): Box[] =>
  boxes.map((box) => ({ ...box, label: WORDS[wording][box.code.replace(/^set:/, '')] ?? box.label }));
