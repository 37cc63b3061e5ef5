import { fhirFiles } from '../../index.ts';
import { ABSENT_CODES, faultsOf, partsOf, R4_REQUIRED, valuesAt } from '../spec-cases/fhir-rules.ts';
import { fhirSource } from '../spec-cases/sample-fhir.ts';
import { absentCode, fhirId, fhirText } from './fhir-elements.ts';

type Parsed = Readonly<Record<string, unknown>>;

/** All resources as a reader gets them: through JSON. */
async function written(leftOut: string[] = []): Promise<{ all: Parsed[]; text: string }> {
  const [all, lines]: [Parsed[], string[]] = [[], []];
  for (const file of fhirFiles(fhirSource(leftOut))) {
    for await (const resource of file.resources()) {
      expect(resource.resourceType).toBe(file.type);
      lines.push(JSON.stringify(resource));
      all.push(JSON.parse(lines.at(-1) ?? '') as Parsed);
    }
  }
  return { all, text: lines.join('\n') };
}

let all: Parsed[];
let text: string;
const leftOut: string[] = [];
beforeAll(async () => { ({ all, text } = await written(leftOut)); });

const one = (type: string, id: string): Parsed => all.find((resource) => resource['resourceType'] === type && resource['id'] === id) ?? {};
const answer = (id: string, item: string): unknown => valuesAt(one('QuestionnaireResponse', id), ['item']).find((entry) => valuesAt(entry, ['linkId'])[0] === item);
const chinese = (words: string) => ({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/translation', extension: [{ url: 'lang', valueCode: 'zh' }, { url: 'content', valueString: words }] }] });
const CORE = 'http://hl7.org/fhir/StructureDefinition';
const system = (name: string): string => `https://echocohort.example/fhir/fll_liver/${name}`;
const absent = (code: string, own: string, en: string, zh: string) => ({
  extension: [
    { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: code },
    { url: 'https://echocohort.example/fhir/StructureDefinition/missing-reason', valueCoding: { system: system('missing-reason'), code: own, display: en, _display: chinese(zh) } },
  ],
});

describe('a snapshot as FHIR R4', () => {
  it.each(Object.keys(R4_REQUIRED))('%s has what R4 requires, as often as it allows, with codes of its value sets', (type) => {
    const own = all.filter((resource) => resource['resourceType'] === type);
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap(faultsOf)).toEqual([]);
  });

  it('has for each type as many resources as the snapshot has rows for it', () => {
    const counted = Object.fromEntries(Object.keys(R4_REQUIRED).map((type) => [type, all.filter((resource) => resource['resourceType'] === type).length]));
    expect(counted).toEqual({ ResearchStudy: 1, Organization: 2, Questionnaire: 2, Patient: 3, ResearchSubject: 3, BodyStructure: 4, ImagingStudy: 4, QuestionnaireResponse: 7, Observation: 6, Provenance: 4 });
  });

  it('lets every reference find its resource in the files, and every answer its question', () => {
    const known = new Set(all.map((resource) => `${String(resource['resourceType'])}/${String(resource['id'])}`));
    const named = all.flatMap((resource) => partsOf(resource)).filter(({ path }) => path.endsWith('.reference')).map(({ value }) => value);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((target) => !known.has(String(target)))).toEqual([]);
    for (const response of all.filter((resource) => resource['resourceType'] === 'QuestionnaireResponse')) {
      const form = all.find((resource) => `${String(resource['url'])}|${String(resource['version'])}` === response['questionnaire']) ?? {};
      expect(valuesAt(form, ['item', 'linkId'])).toEqual(expect.arrayContaining(valuesAt(response, ['item', 'linkId'])));
      expect(form['resourceType']).toBe('Questionnaire');
    }
  });

  it('says of every resource but its own kind out of which snapshot it was made', () => {
    const told = all.flatMap((resource) => (resource['resourceType'] === 'Provenance' ? valuesAt(resource, ['target', 'reference']) : []));
    expect([...told].sort()).toEqual(all.filter((resource) => resource['resourceType'] !== 'Provenance').map((resource) => `${String(resource['resourceType'])}/${String(resource['id'])}`).sort());
    expect(one('Provenance', 'study')).toMatchObject({ recorded: '2026-11-23T10:05:07.000Z', entity: [{ role: 'source', what: { identifier: { system: system('snapshot-root'), value: 'ab'.repeat(32) } } }] });
  });

  it('gives ids that FHIR takes, each once for its type, and the same each time', async () => {
    const ids = all.map((resource) => `${String(resource['resourceType'])} ${String(resource['id'])}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const resource of all) expect(resource['id']).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
    expect((await written()).text).toBe(text);
  });

  it('keeps patients pseudonymous: the code of the study, no name, no birth', () => {
    expect(one('Patient', 'C01-0001')).toEqual({ resourceType: 'Patient', id: 'C01-0001', identifier: [{ system: system('subject'), value: 'C01-0001' }], gender: 'male', managingOrganization: { reference: 'Organization/C01' } });
    expect(one('Patient', 'C01-0002')).not.toHaveProperty('gender');
    expect(text).not.toMatch(/birth|"family"|"given"|ZHANG/);
  });

  it('gives a question its words in both languages, its codes, unit, bounds, help and missing reasons', () => {
    const items = valuesAt(one('Questionnaire', 'us.features'), ['item']);
    expect(items[0]).toMatchObject({ linkId: 'shape', text: 'Shape', _text: chinese('形态'), type: 'choice', required: true, answerOption: [{ valueCoding: { system: system('us_features/shape'), code: 'round', display: 'Round', _display: chinese('圆形') } }, { valueCoding: { code: 'irregular' } }] });
    const [age, , afp, date] = valuesAt(one('Questionnaire', 'clinical'), ['item']);
    expect(age).toMatchObject({ type: 'integer', extension: [{ url: `${CORE}/questionnaire-unit`, valueCoding: { code: 'a' } }, { url: `${CORE}/minValue`, valueInteger: 0 }, { url: `${CORE}/maxValue`, valueInteger: 120 }] });
    expect(afp).toMatchObject({ type: 'decimal', item: [{ linkId: 'afp.help', text: 'Within one week', _text: chinese('一周内测得'), type: 'display' }] });
    expect(valuesAt(afp, ['extension', 'valueDecimal'])).toEqual([0.5]);
    expect(valuesAt(afp, ['extension', 'valueCoding', 'code'])).toEqual(['ng/mL', 'not-measured', 'not-recorded']);
    expect(date).toMatchObject({ required: false });
  });

  it.each([
    ['C01-0001..clinical', 'age', { valueInteger: 56 }], ['C01-0001..clinical', 'afp', { valueDecimal: 12.5 }], ['C01-0001..clinical', 'afp_date', { valueDate: '2019-03-06' }],
    ['C01-0001..clinical', 'sex', { valueCoding: { system: system('clinical/sex'), code: 'male', display: 'Male', _display: chinese('男') } }],
    ['C01-0001-L1..us.features', 'halo', { valueBoolean: true }], ['C01-0001-L2..us.features', 'halo', { valueBoolean: false }],
    ['C01-0001-L1..us.features', 'remark', { valueString: '肝右叶 S5\n"二"\ufffd' }],
    ['C01-0001-L2..us.features', 'shape', { valueCoding: { system: system('us_features/shape'), code: 'stray' } }],
    // A whole number beyond 32 bits is no `integer` of FHIR.
    ['C01-0002..clinical', 'age', { valueDecimal: 9e9 }],
    ['C01-0002..clinical', 'afp', { _valueDecimal: absent('not-performed', 'not-measured', 'Not measured', '未检测') }],
    ['C01-0002..clinical', 'sex', { valueCoding: absent('unknown', 'not-entered', 'Not entered', '未录入') }],
    ['C01-0002-L1..us.features', 'shape', { valueCoding: absent('unknown', 'not-assessable', 'Cannot be judged', '无法判断') }],
    ['C12-0001-L1..us.features', 'halo', { _valueBoolean: absent('unknown', 'not-assessable', 'Cannot be judged', '无法判断') }],
  ])('%s answers %s', (id, item, value) => expect(answer(id, item)).toEqual({ linkId: item, answer: [value] }));

  it('leaves out an answer of which nothing is known, not even why', () => expect(answer('C12-0001..clinical', 'afp_date')).toBeUndefined());

  it.each([['C01-0001..clinical', 'completed'], ['C01-0002..clinical', 'stopped'], ['C12-0001-L1..us.features', 'completed'], ['C01-0002-L1..us.features', 'stopped']])('%s is %s', (id, status) => expect(one('QuestionnaireResponse', id)['status']).toBe(status));

  it('names the lesion that an answer is about', () => expect(valuesAt(one('QuestionnaireResponse', 'C01-0001-L2..us.features'), ['extension', 'valueReference', 'reference'])).toEqual(['BodyStructure/C01-0001-L2']));

  it('gives a lesion one ImagingStudy with the UIDs of its files, and tells of images that nothing can refer to', () => {
    expect(one('ImagingStudy', 'C01-0001-L1')).toMatchObject({
      status: 'available', subject: { reference: 'Patient/C01-0001' }, started: '2019-03-01', modality: [{ code: 'US' }], numberOfSeries: 1, numberOfInstances: 2,
      identifier: [{ value: 'C01-0001-L1' }, { system: 'urn:dicom:uid', value: 'urn:oid:2.25.1234567890.1' }],
      series: [{ uid: '2.25.1234567890.2', modality: { code: 'US' }, numberOfInstances: 2, instance: [{ uid: '2.25.1234567890.3.1', sopClass: { system: 'urn:ietf:rfc:3986', code: 'urn:oid:1.2.840.10008.5.1.4.1.1.6.1' }, number: 1, title: 'Lesion, long axis' }, { uid: '2.25.1234567890.3.2' }] }],
    });
    expect(one('ImagingStudy', 'C01-0001-L2')).toMatchObject({ numberOfInstances: 0 });
    expect(leftOut).toEqual(['dicom/broken.dcm', 'dicom/leak.dcm']);
  });

  it('shows an outcome with its codes, masks a sealed one with all that belongs to it, and has none where there is none', () => {
    expect(one('Observation', 'C01-0001-L1..histology')).toMatchObject({ status: 'final', effectiveDateTime: '2019-03-09', focus: [{ reference: 'BodyStructure/C01-0001-L1' }], method: { coding: [{ code: 'biopsy', _display: chinese('活检') }] }, valueCodeableConcept: { coding: [{ code: 'hcc', display: 'Hepatocellular carcinoma', _display: chinese('肝细胞癌') }, { system: 'http://terminology.hl7.org/CodeSystem/icd-o-3', code: '8170/3' }] } });
    expect(['C01-0001-L1', 'C01-0001-L2'].map((lesion) => one('Observation', `${lesion}..malignant`)['valueBoolean'])).toEqual([true, false]);
    for (const part of ['malignant', 'histology']) {
      const sealed = one('Observation', `C12-0001-L1..${part}`);
      expect(sealed).toMatchObject({ status: 'registered', dataAbsentReason: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'masked' }, { code: 'sealed', _display: chinese('密封') }] } });
      expect(Object.keys(sealed).sort()).toEqual(['category', 'code', 'dataAbsentReason', 'focus', 'id', 'resourceType', 'status', 'subject']);
    }
    expect(one('Observation', 'C01-0002-L1..malignant')).toEqual({});
  });

  it('writes study and centres in both languages', () => {
    expect(one('ResearchStudy', 'fll.liver')).toMatchObject({ title: 'Study of focal liver lesions', _title: chinese('肝脏局灶性病变研究'), identifier: [{ value: 'fll_liver' }, { value: 'NCT00000000' }] });
    expect(one('Organization', 'C12')).toMatchObject({ name: 'Centre 12', _name: chinese('第十二中心医院'), type: [{ coding: [{ code: 'external' }] }] });
  });
});

it.each(['sealed', 'not-done', 'not-measured', 'refused', 'toString', 'anything'])('the reason %s becomes a code of the closed value set', (reason) => expect(ABSENT_CODES).toContain(absentCode(reason)));
it('ids are made of codes with _, and never of other signs', () => {
  expect(fhirId('C01-0001-L1', 'us_features')).toBe('C01-0001-L1..us.features');
  for (const codes of [['a b'], ['肝'], ['a'.repeat(65)], ['']]) expect(() => fhirId(...codes)).toThrow('no id can be made');
});
it.each([['a\tb\r\nc', 'a\tb\r\nc'], ['a\u0000b\u001f', 'a\ufffdb\ufffd'], ['肝 S5', '肝 S5']])('the text %j is written %j', (given, wanted) => expect(fhirText(given)).toBe(wanted));
