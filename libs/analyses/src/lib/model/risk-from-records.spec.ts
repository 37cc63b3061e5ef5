import { analyseStudy, needsRecords, readNomogram, riskFromRecords, type AnalysisReport, type StudyRecords } from '../../index.ts';
import { syntheticStudy } from '../../spec-cases/synthetic-study.ts';

const made = syntheticStudy({ patients: 60, models: ['LB'] });
/** Two factors, so that a fit takes little time. */
const plain: StudyRecords = { ...made, definition: { ...made.definition, analysis: made.definition.analysis.filter(({ code }) => code === 'age' || code === 'halo') } };
const ill = new Set(plain.lesions.filter((row) => row['malignant'] === '1').map((row) => row['lesion']));
/** A network that has learned every outcome of the training set by heart: maximum likelihood does not exist. */
const learned: StudyRecords = {
  ...plain,
  models: plain.models.map((model) => ({ ...model, predictions: model.predictions.map((each) => ({ ...each, score: (ill.has(each.lesion) ? 0.6 : 0.1) + 0.3 * each.score })) })),
};

const reportOf = (records: StudyRecords): AnalysisReport => {
  const found = analyseStudy(records, { resamples: 0, thresholds: [0.5] });
  if (!found.ok) throw new Error(found.refusal.detail);
  return found.value;
};
const report = reportOf(learned);
const nomogram = report.results.nomogram.status === 'done' ? report.results.nomogram.value : null;
const patient = Object.fromEntries((nomogram?.inputs ?? []).map(({ name, kind, minimum, maximum, levels }) => [name, kind === 'score' || kind === 'number' ? ((minimum ?? 0) + (maximum ?? 1)) / 2 : (levels[0]?.code ?? '')]));

describe('a risk after a fit by penalised likelihood', () => {
  it('needs the records, and only then', () => {
    const { lbc } = report.results;
    if (lbc.status !== 'done') throw new Error('no fit');
    const likely = { status: 'done' as const, value: { ...lbc.value, fit: { ...lbc.value.fit, method: 'logistic-maximum-likelihood' } } };
    expect([report.results, { ...report.results, lbc: likely }, { ...report.results, lbc: { status: 'refused' as const, refusal: { code: 'no-model', detail: '' } } }].map((results) => needsRecords({ results }))).toEqual([true, false, false]);
  });

  it('is the risk of the equation with limits that are not Wald\'s', () => {
    const [found, read] = [riskFromRecords(report, patient, learned), nomogram ? readNomogram(nomogram, patient) : null];
    if (!found.ok || !read?.ok) throw new Error('refused');
    expect(found.value.probability).toBeCloseTo(read.value.probability, 8);
    expect(found.value.lower < found.value.probability && found.value.probability < found.value.upper).toBe(true);
    expect(Math.abs(found.value.lower - read.value.lower) + Math.abs(found.value.upper - read.value.upper)).toBeGreaterThan(0.001);
  });

  it('looks at no outcome of the external set', () => {
    const sealed = riskFromRecords(report, patient, { ...learned, opened: [] });
    expect(sealed).toEqual(riskFromRecords(report, patient, learned));
  });

  it.each<[string, StudyRecords, string]>([
    ['records with another outcome', { ...learned, lesions: learned.lesions.map((row, at) => (at === learned.lesions.findIndex((each) => each['set'] === 'training') ? { ...row, malignant: row['malignant'] === '1' ? '0' : '1' } : row)) }, 'records-differ'],
    ['other scores', { ...learned, models: plain.models }, 'records-differ'],
    ['no scores', { ...learned, models: [] }, 'records-differ'],
  ])('is refused from %s', (_what, records, code) => expect(riskFromRecords(report, patient, records)).toMatchObject({ ok: false, refusal: { code } }));

  it('is refused without a value, naming it', () => expect(riskFromRecords(report, {}, learned)).toMatchObject({ ok: false, refusal: { code: 'value-missing', field: 'score' } }));
});
