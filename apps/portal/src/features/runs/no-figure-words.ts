import type { LocalText } from '@echocohort/kernel';

/** Why a set has no area, by the code that the figures carry (`metricsOfSet`, the clustered area and the comparison of folds). */
export const NO_FIGURE_WORDS: Readonly<Record<string, LocalText>> = {
  'outcomes-sealed': { zh: '结局封存中', en: 'outcomes sealed' },
  'outcomes-incomplete': { zh: '部分病灶没有结局，无法估计', en: 'not every lesion has an outcome' },
  'empty-set': { zh: '该组没有病灶', en: 'no lesion in this set' },
  'one-class': { zh: '只有一类病灶，无法估计', en: 'one class only: not estimable' },
  'no-variance': { zh: '面积没有方差，无法比较', en: 'no test: an area has no variance' },
  'score-not-finite': { zh: '有得分不是数值', en: 'a score is no number' },
};

/** The reason in words; a code that is not known here is shown as it is, so that nothing is hidden. */
export const noFigureText = (code: string, locale: keyof LocalText): string => (Object.hasOwn(NO_FIGURE_WORDS, code) ? NO_FIGURE_WORDS[code]?.[locale] : undefined) ?? code;

/** Whether a set's outcomes are known as a whole; before that its count of malignant lesions means nothing. */
export const outcomesKnown = (refusal: string | null): boolean => refusal !== 'outcomes-sealed' && refusal !== 'outcomes-incomplete';
