import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ELIGIBILITY_RULES, evaluateEligibility } from '@echocohort/eligibility';
import { countedImages, lesionSlots } from '@echocohort/protocol';
import { parseStudyDefinition, readStudyDefinition } from '../index.ts';
import type { StudyDefinition } from '../index.ts';

const shipped = readFileSync(join(__dirname, '../../../../studies/fll-liver/study.yaml'), 'utf8');

function parsed(text: string): StudyDefinition {
  const result = parseStudyDefinition(text, 'study.yaml');
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
}

/** The shipped file with one text replaced; fails when the text is not in it. */
function changed(from: string | RegExp, to: string): string {
  const text = shipped.replace(from, to);
  if (text === shipped) throw new Error(`nothing to change: ${String(from)}`);
  return text;
}

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the shipped study', () => {
  const study = parsed(shipped);

  it('has the paper’s centres, devices, images and types', () => {
    expect(study.centres.filter(({ role }) => role === 'development')).toHaveLength(11);
    expect(study.centres.filter(({ role }) => role === 'external')).toHaveLength(2);
    expect(study.devices).toHaveLength(17);
    expect(countedImages(study.protocol)).toBe(11);
    expect(lesionSlots(study.protocol)).toHaveLength(4);
    expect(study.lesionTypes.filter(({ malignant }) => malignant !== null)).toHaveLength(16);
    expect(study.eligibility.criteria.map(({ code }) => code)).toEqual(ELIGIBILITY_RULES.map(({ code }) => code));
  });

  it('gives every centre a device', () => expect(study.centres.filter(({ code }) => !study.devices.some(({ centre }) => centre === code))).toEqual([]));

  it('has the 14 factors of the univariate analysis (paper 3.2)', () => expect(study.analysis.filter(({ candidate }) => candidate)).toHaveLength(14));

  it('holds every item of Table 1', () => {
    const items = study.forms.flatMap((form) => form.items.map(({ code }) => code));
    expect(items).toEqual(expect.arrayContaining(['age', 'sex', 'hepatitis', 'afp', 'extrahepatic_tumour', 'liver_background', 'lymph_node_metastasis', 'vascular_invasion', 'ascites',
      'max_diameter', 'shape', 'margin', 'echogenicity', 'vascularity', 'posterior_enhancement', 'halo', 'satellite']));
  });

  it('can be judged: an empty case is not yet known', () => {
    expect(evaluateEligibility({ items: {}, scanDate: null, pathology: null, images: { missing: ['L1'], blocked: [] } }, study.eligibility).verdict).toBe('not-yet-known');
  });

  it('reads back from JSON as the same definition', () => {
    expect(readStudyDefinition(JSON.parse(JSON.stringify(study)))).toEqual({ ok: true, value: study });
  });
});

describe('a definition that is refused', () => {
  it.each<[string, string, string, string, string]>([
    ['unknown key', changed('registration: NCT', 'registraton: NCT'), 'unknown-key', 'registraton: NCT', 'Known here: code, version, title, registration, source.'],
    ['unknown key at the top', `${shipped}extra: 1\n`, 'unknown-key', 'extra: 1', 'nothing reads the key "extra"'],
    ['unknown key in an item', changed('unit: years', 'units: years'), 'unknown-key', 'units: years', 'forms[0].items[0]: nothing reads the key "units"'],
    // A line of its own would be code in the scripts of an export, whose first comment names the version.
    ['version of two lines', changed('  version: "1.0"\n  title', '  version: "1.0\\nsystem(\\"id\\")"\n  title'), 'invalid-value', 'version: "1.0\\nsystem', 'one line'],
    ['number for text', changed('  version: "1.0"\n  title', '  version: 1.0\n  title'), 'invalid-value', 'version: 1.0\n  title', 'Put it in quotes.'],
    ['unknown role of a centre', changed('role: external', 'role: extern'), 'invalid-value', 'role: extern }', 'Write one of: development, external.'],
    ['duplicate centre', changed('code: C02', 'code: C01'), 'duplicate-code', '{ code: C01, name: { zh: 第二', 'the code C01 stands here a second time'],
    ['device of no centre', changed('code: D17, centre: C13', 'code: D17, centre: C14'), 'names-no-centre', 'code: D17', 'no centre has the code C14'],
    ['duplicate item over forms', changed('code: max_diameter\n', 'code: age\n'), 'duplicate-code', 'code: age\n        label: { zh: 最大径', 'the item age stands here a second time'],
    ['item with the name of a column beside another', changed('code: max_diameter\n', 'code: age_missing\n'), 'column-taken', 'code: age_missing', 'an export has the column age_missing already, beside age'],
    ['item with the name of a column of the platform', changed('code: max_diameter\n', 'code: histology\n'), 'column-taken', 'code: histology', 'histology is a column that the platform writes itself'],
    ['duplicate choice', changed('code: hcv,', 'code: hbv,'), 'duplicate-code', 'code: hbv, label: { zh: 丙', 'the code hbv stands here a second time'],
    ['no lesion slots', changed(/role: lesion$/gm, 'role: feature'), 'protocol-without-lesion-slots', 'slots:', 'Give at least one slot the role lesion'],
    ['duplicate slot', changed('- code: L2', '- code: L1'), 'duplicate-code', '- code: L1\n      order: 2', 'Two slots have the code L1'],
    ['rule names no item', changed('size: max_diameter', 'size: diameter'), 'rule-names-no-item', '{ size: diameter', 'no form has the item diameter'],
    ['rule names an item of another type', changed('size: max_diameter', 'size: sex'), 'rule-names-wrong-item', '{ size: sex', 'sex is of type choice'],
    ['rule names no choice', changed('unobtainable: incomplete', 'unobtainable: absent'), 'names-no-choice', 'unobtainable: absent', 'absent is no choice of scan_quality'],
    ['rule lacks a parameter', changed(', moreThanCm: 1 ', ' '), 'missing-key', '{ size: max_diameter', 'the rule needs the parameter moreThanCm'],
    ['parameter that the rule does not read', changed('mostDays: 30', 'mostDays: 30, leastDays: 1'), 'unknown-key', 'leastDays: 1', 'INC-3 reads no parameter leastDays'],
    ['no such rule', changed('- code: INC-4', '- code: INC-7'), 'names-no-rule', '- code: INC-7', 'no eligibility rule has the code INC-7'],
    ['criterion without place', changed('[INC-2, EXC-3', '[EXC-3'), 'criterion-without-place', 'primaryOrder', 'INC-2 has no place in the order'],
    ['condition on no item', changed('{ item: afp, answered', '{ item: afpp, answered', ), 'names-no-item', '{ item: afpp', 'no form has the item afpp'],
    ['unknown missing reason', changed('missingReasons: [not-assessable]', 'missingReasons: [not-seen]'), 'names-no-reason', '[not-seen]', 'not-seen is not one of missingReasons'],
    ['range on a choice', changed('code: sex\n', 'code: sex\n        range: { min: 1 }\n'), 'range-without-number', 'range: { min: 1 }', 'only a number has a range'],
    ['impossible range', changed('{ min: 0, max: 120 }', '{ min: 120, max: 0 }'), 'range-impossible', '{ min: 120, max: 0 }', 'no value is at least 120 and at most 0'],
    ['variable of no item', changed('item: halo,', 'item: hallo,'), 'names-no-item', 'code: halo, label: { zh: 低回声晕, en: "Hypoechoic halo" }, item: hallo', 'no form has the item hallo'],
    ['binary variable without cut', changed('kind: binary, above: 200', 'kind: binary'), 'variable-without-cut', 'code: afp_high', 'needs either positive or above'],
    ['key twice', changed('registration: NCT', 'source: again\n  registration: NCT'), 'duplicate-key', 'source: doi', 'Map keys must be unique'],
    ['broken YAML', changed('feeds: [model-l, model-lb]', 'feeds: [model-l, model-lb'), 'yaml-syntax', 'minRows', 'Correct the YAML here'],
  ])('%s', (_, text, code, place, words) => {
    const result = parseStudyDefinition(text, 'studies/x/study.yaml');
    expect(result).toMatchObject({ ok: false, refusal: { code } });
    if (result.ok) return;
    const line = lineOf(text, place);
    expect(result.refusal.detail).toContain(words);
    expect(result.refusal.detail).toContain(`studies/x/study.yaml:${line}: `);
  });

  it('tells all problems, in the order of the file', () => {
    const text = changed('code: D02', 'code: D01').replace('size: max_diameter', 'size: diameter');
    expect(parseStudyDefinition(text, 's.yaml')).toMatchObject({ refusal: { facts: { problems: [{ code: 'duplicate-code' }, { code: 'rule-names-no-item' }] } } });
  });

  it.each(['', '[]', '42', 'null', '- a\n- b'])('text that is no definition: %j', (text) => expect(parseStudyDefinition(text, 's.yaml').ok).toBe(false));
  it('a missing section', () => expect(parseStudyDefinition('study: { code: x }', 's.yaml')).toMatchObject({ refusal: { code: 'missing-key' } }));
  it('text of absurd length', () => expect(parseStudyDefinition('#'.repeat(2_000_001), 's.yaml')).toMatchObject({ refusal: { code: 'definition-too-large' } }));
  it('aliases that multiply', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index] ?? 'a'}`).join(', ')}]`)].join('\n');
    expect(parseStudyDefinition(bomb, 's.yaml')).toMatchObject({ refusal: { code: 'yaml-alias', facts: { problems: [{ line: 2 }] } } });
  });
  it('stored JSON of another shape', () => expect(readStudyDefinition({ study: 1 }).ok).toBe(false));
});
