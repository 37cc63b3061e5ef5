import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUARDS, guardName, noteText, refusalText } from '../../index.ts';
import { METHOD_NAMES } from './method-names.ts';
import { NOTE_WORDS, REFUSAL_WORDS } from './note-words.data.ts';

/** The sources that refuse and warn: what stands in them has words, and a new code without words fails here. */
const sources = ['libs/analyses/src/lib', 'libs/statistics/src/lib', 'libs/reporting/src/lib/read', 'libs/reporting/src/lib/guards'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.endsWith('int-spec.ts') && !name.includes('words')).map((name) => readFileSync(join(folder, name), 'utf8')));
const found = (pattern: RegExp): string[] => [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();

describe('the words of refusals and warnings', () => {
  const refusals = found(/(?:\bcode: |\bwrong\(|new Wrong\()'([a-z]+(?:-[a-z]+)+|separation)'/g);
  const warnings = found(/['`]((?:[a-z]+-)+[a-z]+|aliased|screened): (?=[a-zA-Z$\d])/g);
  const bare = found(/'([a-z]+(?:-[a-z]+)+)'(?: as const| \|\s|\)\[\]|\])/g).filter((code) => /warnings[^;]*'/.test(sources.find((text) => text.includes(`'${code}'`)) ?? ''));

  it('are looked for where there are many', () => expect([refusals.length > 60, warnings.length > 15, bare.length > 5]).toEqual([true, true, true]));
  it('are there for every refusal', () => expect(refusals.filter((code) => !Object.hasOwn(REFUSAL_WORDS, code) && !code.startsWith('guard-'))).toEqual([]));
  it('are there for every warning with a sentence', () => expect(warnings.filter((code) => !Object.hasOwn(NOTE_WORDS, code))).toEqual([]));
  it.each(Object.entries(NOTE_WORDS))('%s has Chinese words', (_code, { zh }) => expect(zh).toMatch(/[\u4e00-\u9fff]/));
});

describe('a broken guard', () => {
  it.each(GUARDS.map(({ name }) => name))('%s has a name in both languages', (name) => expect([guardName(name, 'zh') === name, guardName(name, 'en') === name]).toEqual([false, false]));
  it.each([
    ['results.performance.cells[3]: accuracy 0.9 is above both', '核查“准确度介于灵敏度与特异度之间”未通过（results.performance.cells[3]），因此不给出任何结果。'],
    ['The report breaks the rule "accuracy-between" in table2: accuracy', '核查“准确度介于灵敏度与特异度之间”未通过（table2），因此不给出任何结果。'],
  ])('says where, in Chinese too: %s', (detail, zh) => expect(refusalText({ code: 'guard-accuracy-between', detail }, 'zh')).toBe(zh));
});

describe('the names of methods', () => {
  const analyses = sources.filter((text) => text.includes('../study/estimates.ts') || text.includes('provenance'));
  const used = [...new Set(analyses.flatMap((text) => [...text.matchAll(/(?:\bmethod: |\b(?:estimateOf|refusedEstimate|testOf)\()'([a-z -]+)'/g)].map((match) => match[1] ?? '')))].sort();

  it('are there for every method that an analysis names', () => {
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((method) => !Object.hasOwn(METHOD_NAMES, method))).toEqual([]);
  });
});

describe('a warning in a language', () => {
  it.each([
    ['events-per-variable: 2.3 events for each coefficient; below 10 estimates are unstable', '每个系数仅 2.3 个事件；低于 10 时估计不稳定。', '2.3 events for each coefficient; below 10 estimates are unstable'],
    ['no-variance-all-tied', '所有评分相同，面积没有方差，区间无意义，故不给出。', 'all scores are equal, so the area has no variance and an interval would say nothing'],
    ['late-value: in 7 patients afp was measured outside its window and counts as missing', '7 名患者的 afp 测于规定时间窗之外，按缺失处理。', 'in 7 patients afp was measured outside its window and counts as missing'],
    ['something new: nobody wrote its words', 'something new: nobody wrote its words', 'something new: nobody wrote its words'],
  ])('%s', (note, zh, en) => expect([noteText(note, 'zh'), noteText(note, 'en')]).toEqual([zh, en]));

  it('a refusal keeps its sentence where a language has no other', () => expect([refusalText({ code: 'one-class', detail: 'One class.' }, 'zh'), refusalText({ code: 'one-class', detail: 'One class.' }, 'en'), refusalText({ code: 'never-heard-of', detail: 'New.' }, 'zh')]).toEqual(['只有一类结局，无法估计。', 'One class.', 'New.']));
});
