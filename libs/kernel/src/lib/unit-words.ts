import type { LocalText } from './ports.ts';

/** Units that are words; symbols (cm, ng/mL, %) are the same in every language. Years are those of a person's age. */
const IN_CHINESE: Readonly<Record<string, string>> = { years: '岁', year: '岁', months: '个月', weeks: '周', days: '天', hours: '小时', minutes: '分钟', points: '分', times: '次' };

/** A unit of measurement for readers; one without words of its own stays as the study writes it. */
export const unitWords = (unit: string): LocalText => ({ zh: (Object.hasOwn(IN_CHINESE, unit) ? IN_CHINESE[unit] : undefined) ?? unit, en: unit });
