import type { FigureLanguage } from '../layout/chart.ts';

/** In whose words the chart speaks: the study's own, those of STARD 2015 (diagnostic accuracy) or of CONSORT (trials). */
export const FLOW_WORDINGS = ['plain', 'stard', 'consort'] as const;
export type FlowWording = (typeof FLOW_WORDINGS)[number];

interface FlowWords {
  readonly title: string;
  /** Null: the box's own label. */
  readonly screened: string | null;
  readonly included: string | null;
  readonly excluded: string;
  readonly pending: string;
}

const EN = { title: 'Flow chart of the cohort', excluded: 'Excluded', pending: 'Not yet decided' } as const;
const ZH = { title: '队列流程图', excluded: '排除', pending: '尚未判定' } as const;

const WORDS: Readonly<Record<FlowWording, Readonly<Record<FigureLanguage, FlowWords>>>> = {
  plain: { en: { ...EN, screened: null, included: null }, zh: { ...ZH, screened: null, included: null } },
  stard: {
    en: { ...EN, screened: 'Potentially eligible participants', included: 'Index test and reference standard', pending: 'No decision yet' },
    zh: { ...ZH, screened: '潜在合格受试者', included: '完成待评价试验与参考标准' },
  },
  consort: {
    en: { ...EN, screened: 'Assessed for eligibility', included: 'Included in the analysis', pending: 'Assessment not finished' },
    zh: { ...ZH, screened: '接受合格性评估', included: '纳入分析', pending: '评估未完成' },
  },
};

export const flowWords = (wording: FlowWording, language: FigureLanguage): FlowWords => WORDS[wording][language];

/** The numbers of a box: lesions, patients and, where they are known, images. */
export function flowCount(language: FigureLanguage, lesions: number, patients: number, images: number | null): string {
  if (language === 'zh') return `病灶 ${lesions}，患者 ${patients}${images === null ? '' : `，图像 ${images}`}`;
  return `${lesions} lesions, ${patients} patients${images === null ? '' : `, ${images} images`}`;
}
