import { ok } from '@echocohort/kernel';
import { aucDelong, classifyAt, mannWhitney, obuchowskiRockette, type DataTable, type Merit, type ModalityTest, type ReaderStudy } from '@echocohort/statistics';
import { CaseUnreadable, valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { columnOf, numbersOf, sampleOf, tableOf, textsOf } from './columns.ts';
import { fieldsField, isFields, numberField, textField, textOr } from './input.ts';

/** A reader study with the names of its modalities and readers, in the order of the file (as R's unique). */
interface NamedStudy extends ReaderStudy {
  readonly tests: readonly string[];
  readonly readers: readonly string[];
}

const unique = (labels: readonly (string | null)[]): string[] => [...new Set(labels.filter((label) => label !== null))];
const byCase = (one: string, other: string): number => (Number.isFinite(Number(one)) && Number.isFinite(Number(other)) ? Number(one) - Number(other) : one < other ? -1 : 1);

/** Long records (test, reader, case, truth, rating) as a factorial study; cases in their order. */
function studyOf(table: DataTable): NamedStudy {
  const [test, reader, cases, truth, rating] = [textsOf(table, 'test'), textsOf(table, 'reader'), textsOf(table, 'case'), numbersOf(table, 'truth'), numbersOf(table, 'rating')];
  const [tests, readers, ids] = [unique(test), unique(reader), unique(cases).sort(byCase)];
  const key = (...parts: (string | null | undefined)[]): string => JSON.stringify(parts);
  const scores = new Map(rating.map((value, row) => [key(test[row], reader[row], cases[row]), value]));
  if (scores.size !== table.length) throw new CaseUnreadable('a reader rated a case twice with one test');
  const truths = new Map(truth.map((value, row) => [cases[row] ?? '', value === 1]));
  const ratings = tests.map((one) => readers.map((who) => ids.map((id) => scores.get(key(one, who, id)) ?? NaN)));
  return { tests, readers, truth: ids.map((id) => truths.get(id) === true), ratings };
}

/** A stand-alone score as a first modality with the same value for every reader. */
function withStandAlone(input: Fields, context: CaseContext): NamedStudy {
  const study = studyOf(tableOf(fieldsField(input, 'readers'), context));
  const alone = fieldsField(input, 'stand_alone');
  const table = tableOf(alone, context);
  const ids = textsOf(table, 'case');
  const cut = typeof input.cut === 'number' ? input.cut : 0;
  const own = alone.positive === undefined
    ? numbersOf(table, textField(alone, 'score'))
    : columnOf(table, textField(alone, 'positive')).map((value) => (value === null ? null : value === 1 ? cut : cut - 1));
  const scores = new Map(ids.map((id, row) => [id, own[row] ?? null]));
  const order = unique(textsOf(tableOf(fieldsField(input, 'readers'), context), 'case')).sort(byCase);
  const model = order.map((id) => scores.get(id) ?? NaN);
  return { ...study, tests: ['AI', ...study.tests], ratings: [study.readers.map(() => model), ...study.ratings] };
}

function meritOf(input: Fields): Merit {
  const metric = textOr(input, 'metric', 'auc');
  if (metric === 'auc') return { kind: 'auc', covariance: textOr(input, 'covariance', 'DeLong') === 'jackknife' ? 'jackknife' : 'delong' };
  return { kind: metric.startsWith('sens') ? 'sensitivity' : 'specificity', cut: numberField(input, 'cut') };
}

const limits = ({ lower, upper }: { lower: number; upper: number }): number[] => [lower, upper];

function byF({ statistic, numerator, denominator, p, difference }: ModalityTest): Fields {
  const gap = difference && { difference: difference.value, se: difference.standardError, t: difference.value / difference.standardError, ci95: limits(difference) };
  return { F: statistic, df1: numerator, df2: denominator, p, ...gap };
}

function byChiSquare({ statistic, numerator, p, difference }: ModalityTest): Fields {
  const gap = difference && { difference: difference.value, se: difference.standardError, z: difference.value / difference.standardError, ci95: limits(difference) };
  return { chisq: statistic, df: numerator, p, ...gap };
}

function analysis(study: NamedStudy, input: Fields): Fields {
  const found = valueOf(obuchowskiRockette(study, meritOf(input)));
  const { meanSquares, covariances } = found;
  return {
    theta: found.values.flatMap((row, test) => row.map((value, reader) => ({ test: study.tests[test], reader: study.readers[reader], value }))),
    test_means: Object.fromEntries(found.means.map((value, test) => [study.tests[test] ?? '', value])), n_tests: study.tests.length, n_readers: study.readers.length, n_cases: found.cases,
    MS_T: meanSquares.modality, MS_R: meanSquares.reader, MS_TR: meanSquares.interaction, var_error: covariances.error, cov1: covariances.sameReader, cov2: covariances.sameModality, cov3: covariances.neither,
    random_readers_random_cases: byF(found.randomReaders), fixed_readers_random_cases: byChiSquare(found.fixedReaders), random_readers_fixed_cases: byF(found.fixedCases),
    test_mean_ci: found.modalityMeans.map((entry, test) => ({ test: study.tests[test], estimate: entry.mean, MS_R: entry.meanSquare, cov2: entry.covariance, se: entry.standardError, df: entry.degreesOfFreedom, ci95_untruncated: limits(entry) })),
  };
}

/** "AUCs of the readers" against "AUC of the score": the study is the one that the file's other cases name. */
function naive(context: CaseContext): Fields {
  const named = context.siblings.find(({ input }) => isFields(input.readers) && isFields(input.stand_alone) && textOr(input, 'metric', 'auc') === 'auc');
  if (!named) throw new CaseUnreadable('no case of the file names the readers and the score');
  const { values } = valueOf(obuchowskiRockette(withStandAlone(named.input, context), { kind: 'auc', covariance: 'delong' }));
  const [model = [], readers = []] = values;
  return { reader_aucs: readers, model_auc: model[0], p: valueOf(mannWhitney(model.slice(0, 1), readers, { reference: new Set([...readers, model[0]]).size > readers.length ? 'exact' : 'normal-corrected' })).p };
}

/** Each reader's counts at the cut-off and area, and their means. */
function summary(input: Fields, context: CaseContext): Fields {
  const table = tableOf({ ...input, filter: input.filter ?? (input.test === undefined ? undefined : `test == '${textField(input, 'test')}'`) }, context);
  const reader = textsOf(table, 'reader');
  const whole = sampleOf({ rows: undefined, csv: input.csv, filter: input.filter ?? (input.test === undefined ? undefined : `test == '${textField(input, 'test')}'`), outcome: 'truth', score: 'rating' }, context);
  const readers = unique(reader).map((who) => {
    const rows = reader.flatMap((value, row) => (value === who ? [row] : []));
    const [outcomes, scores] = [rows.map((row) => whole.outcomes[row] === true), rows.map((row) => whole.scores[row] ?? null)];
    const cells = valueOf(classifyAt(outcomes, scores, numberField(input, 'cut')));
    return { cells, fields: { reader: who, tp: cells.truePositive, fp: cells.falsePositive, tn: cells.trueNegative, fn: cells.falseNegative, auc: valueOf(aucDelong(outcomes, scores)).auc } };
  });
  const mean = (values: readonly (number | null)[]): number | null => (values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length);
  return {
    readers: readers.map(({ fields }) => fields), mean_sensitivity: mean(readers.map(({ cells }) => cells.sensitivity.value)), mean_specificity: mean(readers.map(({ cells }) => cells.specificity.value)),
    mean_accuracy: mean(readers.map(({ cells }) => cells.accuracy.value)), mean_auc: mean(readers.map(({ fields }) => fields.auc)),
  };
}

/** Reader studies: Obuchowski and Rockette's analysis, a model against readers, and summaries. */
export const adapter: MethodAdapter = {
  method: 'mrmc',
  run(input, context) {
    if (typeof input.readers === 'string') return ok(naive(context));
    if (input.metric === undefined && input.cut !== undefined) return ok(summary(input, context));
    return ok(analysis(input.stand_alone === undefined ? studyOf(tableOf(input, context)) : withStandAlone(input, context), input));
  },
};
