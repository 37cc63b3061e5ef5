import { analyseStudy, analysisReport, ANALYSIS_NAMES, readNomogram, whatIf, type AnalysisReport, type ModelPredictions, type StudyRecords } from '../index.ts';
import { syntheticStudy } from '../spec-cases/synthetic-study.ts';

const OPTIONS = { resamples: 30, thresholds: [0, 0.02, 0.3, 0.5, 0.8] };
const records = syntheticStudy({ patients: 130 });

function done(found: ReturnType<typeof analyseStudy>): AnalysisReport {
  if (!found.ok) throw new Error(`${found.refusal.code}: ${found.refusal.detail}`);
  return found.value;
}


function doneOf<V>(result: { status: 'done'; value: V } | { status: 'refused'; refusal: { detail: string } }): V {
  if (result.status !== 'done') throw new Error(result.refusal.detail);
  return result.value;
}

const report = done(analyseStudy(records, OPTIONS));
const firstModel = (of: StudyRecords): ModelPredictions => {
  const [model] = of.models;
  if (!model) throw new Error('no model');
  return model;
};
const withScores = (change: (prediction: ModelPredictions['predictions'][number], at: number) => ModelPredictions['predictions'][number]): StudyRecords => ({ ...records, models: [{ ...firstModel(records), predictions: firstModel(records).predictions.map(change) }] });

describe('all analyses of a study', () => {
  it('are all made, and are what their schema reads back from JSON', () => {
    expect(ANALYSIS_NAMES.filter((name) => report.results[name].status !== 'done')).toEqual([]);
    expect(analysisReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.guards.map(({ guard }) => guard)).toEqual(['finite-numbers', 'counts-add-up', 'accuracy-between', 'net-benefit-bound', 'unit-stated', 'p-shown', 'cut-off-from-training']);
    expect(report.guards.every(({ checked }) => checked > 0)).toBe(true);
  });

  it('are the same to the last byte whatever the order of the rows', () => {
    const turned: StudyRecords = {
      ...records, lesions: [...records.lesions].reverse(), participants: [...records.participants].reverse(), splits: [...records.splits].reverse(), exclusions: [...records.exclusions].reverse(), images: [...records.images].reverse(),
      opened: [...records.opened].reverse(), models: records.models.map((model) => ({ ...model, predictions: [...model.predictions].reverse() })),
    };
    expect(JSON.stringify(analyseStudy(turned, OPTIONS))).toBe(JSON.stringify(analyseStudy(records, OPTIONS)));
  });

  it('name the methods that were really used, each with its reference and analyses', () => {
    const paired = report.methods.find(({ method }) => method === 'delong-paired');
    expect(paired?.reference).toBe('pROC::roc.test(paired = TRUE)');
    expect(paired?.analyses).toContain('comparisons');
    expect(report.methods.every(({ analyses }) => analyses.length > 0)).toBe(true);
  });

  it('count lesions and patients apart in Table 1, the missing in a line of their own', () => {
    const { columns, variables } = doneOf(report.results.table1);
    const [all] = columns;
    expect(all).toMatchObject({ lesions: records.splits.length, patients: new Set(records.splits.map(({ patient }) => patient)).size });
    expect(all && all.lesions > all.patients).toBe(true);
    const afp = variables.find(({ code }) => code === 'afp');
    expect(afp).toMatchObject({ unit: 'patient', kind: 'continuous' });
    expect(afp?.lines.at(-1)).toMatchObject({ kind: 'missing' });
    expect(variables.find(({ code }) => code === 'max_diameter')?.unit).toBe('lesion');
    // p only against the external set, SMD for both validation sets.
    expect(variables.every(({ smd }) => smd.map(({ group }) => group).join() === 'internal_validation,external_validation')).toBe(true);
  });

  it('give Table 2 back when the cut-off of training is asked of the curves', () => {
    const { cells } = doneOf(report.results.performance);
    const asked = doneOf(report.results.roc).curves.flatMap((curve) => {
      const [table, cell] = [curve.cutOff ? whatIf(curve, curve.cutOff.threshold) : null, cells.find(({ model, group, stratum }) => model === curve.model && group === curve.group && stratum === null)];
      return table && cell?.counts ? [[table, cell.counts] as const] : [];
    });
    expect(asked.length).toBeGreaterThan(6);
    for (const [table, counts] of asked) expect(table).toMatchObject(counts);
  });

  it('fit Model-LBC in training only, and give every lesion with all factors a probability', () => {
    const { fit, predicted, inputs, base } = doneOf(report.results.lbc);
    const training = new Set(records.splits.filter(({ set }) => set === 'training').map(({ lesion }) => lesion ?? ''));
    expect(report.idSets[fit.ids]?.ids.every((lesion) => training.has(lesion))).toBe(true);
    expect(base).toBe('LB');
    expect(inputs.map(({ name }) => name)).toEqual(['score', ...doneOf(report.results.odds).selected]);
    expect(predicted.reduce((sum, { n, dropped }) => sum + n + dropped, 0)).toBe(records.splits.length);
  });

  it('list failures farthest from the cut-off first, with the maps of the bundle', () => {
    const { rows } = doneOf(report.results.failures);
    for (const kind of ['false-negative', 'false-positive'] as const) {
      const own = rows.filter((row) => row.model === 'LB' && row.group === 'training' && row.kind === kind);
      expect(own.map(({ by }) => by)).toEqual([...own.map(({ by }) => by)].sort((a, b) => b - a));
    }
    const mapped = rows.find(({ model, attentionMaps }) => model === 'LB' && attentionMaps.length > 0);
    expect(mapped?.attentionMaps).toEqual([`cam/${mapped?.lesion ?? ''}.png`]);
  });

  it('keep a sealed external set sealed: no number of it, and none of the others changes', () => {
    const sealed = done(analyseStudy({ ...records, opened: [] }, OPTIONS));
    const external = doneOf(sealed.results.performance).cells.filter(({ group }) => group === 'external_validation');
    expect(external.every(({ refusal, auc }) => refusal?.code === 'outcomes-sealed' && auc.value === null)).toBe(true);
    const training = (of: AnalysisReport) => doneOf(of.results.performance).cells.filter(({ group }) => group === 'training').map(({ auc, accuracy }) => [auc.value, accuracy.value]);
    expect(training(sealed)).toEqual(training(report));
    expect(sealed.sets.find(({ group }) => group === 'external_validation')?.known).toBe(0);
  });

  it('say what cannot be made without a model, and make the rest', () => {
    const bare = done(analyseStudy({ ...records, models: [] }, OPTIONS));
    expect(bare.results.flow.status).toBe('done');
    expect(bare.results.odds.status).toBe('done');
    expect(bare.results.performance).toMatchObject({ status: 'refused', refusal: { code: 'no-model' } });
    expect(bare.results.nomogram).toMatchObject({ status: 'refused', refusal: { code: 'no-model' } });
  });

  it('an interval of one of the rates from resampled patients holds the rate', () => {
    for (const { clustered } of doneOf(report.results.performance).cells) {
      if (clustered === null || clustered.accuracy.value === null) continue;
      expect(clustered.accuracy.lower).toBeLessThanOrEqual(clustered.accuracy.value);
      expect(clustered.accuracy.upper).toBeGreaterThanOrEqual(clustered.accuracy.value);
    }
  });
});

describe('records that contradict each other are refused', () => {
  const [firstLesion, secondLesion] = records.lesions;
  const splitOf = (at: number): StudyRecords['splits'][number] => records.splits[at] ?? {};
  it.each<[string, StudyRecords, string]>([
    ['a lesion named twice', { ...records, lesions: [...records.lesions, firstLesion ?? {}] }, 'code-duplicated'],
    ['a participant named twice', { ...records, participants: [...records.participants, records.participants[0] ?? {}] }, 'code-duplicated'],
    ['a split row named twice', { ...records, splits: [...records.splits, splitOf(0)] }, 'code-duplicated'],
    ['two cohorts that share a patient', { ...records, splits: records.splits.map((row, at) => (at === 0 ? { ...row, patient: records.splits.find(({ set }) => set !== row['set'])?.['patient'] ?? '' } : row)) }, 'patient-in-two-sets'],
    ['a lesion of the split without a row', { ...records, lesions: records.lesions.filter((row) => row !== secondLesion) }, 'tables-disagree'],
    ['a set that no study has', { ...records, splits: records.splits.map((row, at) => (at === 0 ? { ...row, set: 'test' } : row)) }, 'split-unreadable'],
    ['an empty split', { ...records, splits: [] }, 'no-lesions'],
    ['a score that is not a number', withScores((row, at) => (at === 3 ? { ...row, score: NaN } : row)), 'score-not-finite'],
    ['an infinite score', withScores((row, at) => (at === 3 ? { ...row, score: Infinity } : row)), 'score-not-finite'],
    ['a prediction of an unknown lesion', withScores((row, at) => (at === 3 ? { ...row, lesion: 'C99-0001-L1' } : row)), 'prediction-unknown-lesion'],
    ['a prediction in another set', withScores((row, at) => (at === 3 ? { ...row, set: row.set === 'training' ? 'internal_validation' : 'training' } : row)), 'prediction-set-differs'],
    ['a prediction made twice', { ...records, models: [{ ...firstModel(records), predictions: [...firstModel(records).predictions, firstModel(records).predictions[0] ?? firstModel(records).predictions[1]].flatMap((row) => row ?? []) }] }, 'prediction-duplicated'],
    ['two models of one code', { ...records, models: [firstModel(records), firstModel(records)] }, 'model-code'],
    ['more rows than can be held', { ...records, splits: Array.from({ length: 200_001 }, () => splitOf(0)) }, 'too-many-rows'],
  ])('%s', (_what, wrong, code) => expect(analyseStudy(wrong, OPTIONS)).toMatchObject({ ok: false, refusal: { code } }));

  it('options that mean nothing', () => expect(analyseStudy(records, { level: 2 })).toMatchObject({ ok: false, refusal: { code: 'options-invalid' } }));
});

describe('data on which a number does not exist', () => {
  const changed = (change: (row: StudyRecords['lesions'][number]) => Record<string, string | null>): AnalysisReport => done(analyseStudy({ ...records, lesions: records.lesions.map(change), opened: [] }, OPTIONS));

  it('one class only: the areas are refused with their reason, nothing is NaN, and the sensitivity stands', () => {
    const all = changed((row) => ({ ...row, malignant: row['malignant'] === 'sealed' ? 'sealed' : row['set'] === 'internal_validation' ? '1' : (row['malignant'] ?? null) }));
    const cell = doneOf(all.results.performance).cells.find(({ model, group, stratum }) => model === 'LB' && group === 'internal_validation' && stratum === null);
    expect(cell?.auc).toMatchObject({ value: null, refusal: { code: 'one-class' } });
    expect(cell?.sensitivity.value).not.toBeNull();
    expect(cell?.specificity).toMatchObject({ value: null, refusal: { code: 'no-denominator' } });
  });

  it('an empty stratum stays in the table as such', () => {
    const small = changed((row) => ({ ...row, max_diameter: '3.0' }));
    const cell = doneOf(small.results.performance).cells.find(({ stratum }) => stratum?.code === 'large');
    expect(cell).toMatchObject({ n: 0, refusal: { code: 'empty-stratum' }, auc: { value: null } });
  });

  it('scores tied everywhere: an area of one half without an interval, and no cut-off', () => {
    const tied = done(analyseStudy(withScores((row) => ({ ...row, score: 0.4 })), OPTIONS));
    const { cutOffs, cells } = doneOf(tied.results.performance);
    expect(cutOffs.find(({ model }) => model === 'L')).toMatchObject({ value: null, refusal: { code: 'score-carries-no-information' } });
    expect(cells.find(({ model, stratum }) => model === 'L' && stratum === null)?.auc).toMatchObject({ value: 0.5, lower: null, upper: null, warnings: ['no-variance-all-tied'] });
  });

  it('a factor that no lesion has: the model of all factors is fitted without it, and says so', () => {
    const bare = done(analyseStudy({ ...records, participants: records.participants.map((row) => ({ ...row, afp: null })) }, OPTIONS));
    const { full, notes, univariable } = doneOf(bare.results.odds);
    expect(univariable.find(({ factor }) => factor === 'afp_high')?.fit.refusal?.code).toBe('no-rows');
    expect(full.refusal).toBeNull();
    expect(full.formula).not.toContain('afp_high');
    expect(notes.map(({ en }) => en)).toEqual(expect.arrayContaining([expect.stringMatching(/^No lesion of the training set has .*AFP/)]));
  });

  it('perfect separation: Model-LBC and its nomogram are fitted by Firth, with penalised intervals, and say so', () => {
    const truth = new Map([...records.lesions.map((row): [string, string | null] => [row['lesion'] ?? '', row['malignant'] ?? null]), ...records.opened.map(({ lesion, malignant }): [string, string] => [lesion, malignant ? '1' : '0'])]);
    const parted = done(analyseStudy(withScores((row, at) => ({ ...row, score: (truth.get(row.lesion) === '1' ? 0.6 : 0.1) + (at % 7) / 100 })), OPTIONS));
    const { fit, equation } = doneOf(parted.results.lbc);
    expect(fit).toMatchObject({ method: 'logistic-firth', reference: 'logistf::logistf', refusal: null, warnings: expect.arrayContaining([expect.stringMatching(/^penalised-fit: /)]) as string[] });
    expect(fit.terms.every(({ odds, p }) => odds.intervalMethod === 'penalised-profile' && odds.value !== null && p !== null)).toBe(true);
    const chart = doneOf(parted.results.nomogram);
    expect(chart.warnings.some((warning) => warning.startsWith('penalised-fit'))).toBe(true);
    // Points and equation are of one fit: a patient's total leads to the very predictor of the equation.
    const patient = Object.fromEntries(chart.inputs.map(({ name, minimum, levels }) => [name, levels[0]?.code ?? minimum ?? 0]));
    const read = readNomogram(chart, patient);
    if (!read.ok) throw new Error(read.refusal.detail);
    expect(chart.predictorAtZero + read.value.total / chart.pointsPerUnit).toBeCloseTo(read.value.linearPredictor, 7);
    expect(equation?.terms.every(({ coefficient }) => Math.abs(coefficient) < 100)).toBe(true);
    expect(doneOf(parted.results.robustness).warnings.some((warning) => warning.startsWith('penalised-fit'))).toBe(true);
    expect(doneOf(parted.results.performance).cells[0]?.auc).toMatchObject({ value: 1, lower: null });
  });

  it('probabilities of exactly 0 and 1 are counted and left out of slope and intercept', () => {
    const ends = done(analyseStudy(withScores((row, at) => (at % 20 === 0 ? { ...row, score: at % 40 === 0 ? 0 : 1 } : row)), OPTIONS));
    const curve = doneOf(ends.results.calibration).curves.find(({ model, group }) => model === 'L' && group === 'training');
    expect(curve?.atTheEnds).toBeGreaterThan(0);
    expect(curve?.slope.value).not.toBeNull();
  });

  it('a level seen only in the external set leaves those lesions without a probability, counted', () => {
    const only = records;
    const external = new Set(only.splits.filter(({ set }) => set === 'external_validation').map(({ lesion }) => lesion));
    const shifted = { ...only, lesions: only.lesions.map((row): StudyRecords['lesions'][number] => ({ ...row, echogenicity: external.has(row['lesion'] ?? '') ? 'iso' : row['echogenicity'] === 'iso' ? 'hypo' : (row['echogenicity'] ?? null) })) };
    const found = done(analyseStudy(shifted, { ...OPTIONS, path: 'full' }));
    expect(doneOf(found.results.lbc).predicted.find(({ group }) => group === 'external_validation')).toMatchObject({ n: 0, dropped: external.size });
  });
});
