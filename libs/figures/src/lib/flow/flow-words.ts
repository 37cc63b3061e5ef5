import type { FlowWording } from '@echocohort/cohort';
import { counted } from '@echocohort/kernel';
import type { FigureLanguage } from '../layout/chart.ts';

/** In whose words the chart speaks: the study's own (`plain`), or those of a guideline, worded by the cohort's library. */
export type ChartWording = FlowWording | 'plain';
export const CHART_WORDINGS: readonly ChartWording[] = ['plain', 'stard', 'consort'];

interface FlowWords {
  readonly title: string;
  readonly excluded: string;
  readonly pending: string;
}

const WORDS: Readonly<Record<FigureLanguage, FlowWords>> = {
  en: { title: 'Flow chart of the cohort', excluded: 'Excluded', pending: 'Not yet decided' },
  zh: { title: '队列流程图', excluded: '排除', pending: '尚未判定' },
};

export const flowWords = (language: FigureLanguage): FlowWords => WORDS[language];

/** The numbers of a box: lesions, patients and, where they are known, images. */
export function flowCount(language: FigureLanguage, lesions: number, patients: number, images: number | null): string {
  if (language === 'zh') return `病灶 ${lesions}，患者 ${patients}${images === null ? '' : `，图像 ${images}`}`;
  return [counted(lesions, 'lesion'), counted(patients, 'patient'), ...(images === null ? [] : [counted(images, 'image')])].join(', ');
}
