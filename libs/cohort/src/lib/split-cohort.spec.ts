import { canonicalJson, seededRandom } from '@echocohort/kernel';
import fc from 'fast-check';
import { patientFolds, restrictSplit, sha256OfText, splitCohort, type Split, type SplitLesion, type SplitRequest } from '../index.ts';

const none: ReadonlySet<string> = new Set();
const ratio = { training: 4, internal: 1 };

/** Patients as a list of [number of lesions, centre, malignant]. */
function lesionsOf(patients: readonly (readonly [number, string, boolean])[]): SplitLesion[] {
  return patients.flatMap(([count, centre, malignant], index) =>
    Array.from({ length: count }, (_, at) => ({ lesion: `P${String(index).padStart(5, '0')}-L${at + 1}`, patient: `P${String(index).padStart(5, '0')}`, centre, malignant })));
}

function split(request: Partial<SplitRequest> & { lesions: readonly SplitLesion[] }): Split {
  const result = splitCohort({ externalCentres: none, ratio, seed: '1', ...request });
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
}

const lesionsIn = (value: Split, set: string): number => value.sets.find((entry) => entry.set === set)?.lesions ?? 0;
const patientsArbitrary = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('C01', 'C02', 'C03'), fc.boolean()), { minLength: 1, maxLength: 10 });

/** Least distance and, among those, least unevenness of the strata, over every choice of patients. */
function bruteForce(patients: readonly (readonly [number, string, boolean])[]): { distance: number; cost: number } {
  const total = patients.reduce((sum, [count]) => sum + count, 0);
  const kinds = [...new Set(patients.map(([, centre, malignant]) => `${centre}|${malignant}`))];
  const sizeOf = (kind: string, choice: number): number => patients.reduce((sum, [count, centre, malignant], index) => ((choice >> index) & 1 && `${centre}|${malignant}` === kind ? sum + count : sum), 0);
  let best = { distance: Infinity, sum: -1, cost: Infinity };
  for (let choice = 0; choice < 1 << patients.length; choice++) {
    const sum = patients.reduce((all, [count], index) => ((choice >> index) & 1 ? all + count : all), 0);
    const distance = Math.abs(5 * sum - 4 * total);
    const cost = kinds.reduce((all, kind) => all + (5 * sizeOf(kind, choice) - 4 * sizeOf(kind, -1)) ** 2, 0);
    const better = distance < best.distance || (distance === best.distance && (sum > best.sum || (sum === best.sum && cost < best.cost)));
    if (better) best = { distance, sum, cost };
  }
  return { distance: best.distance, cost: best.cost };
}

function measured(patients: readonly (readonly [number, string, boolean])[], value: Split): { distance: number; cost: number } {
  const total = patients.reduce((sum, [count]) => sum + count, 0);
  const training = new Set(value.rows.filter((row) => row.set === 'training').map((row) => row.patient));
  const kinds = new Map<string, number>();
  for (const [index, [count, centre, malignant]] of patients.entries()) {
    const kind = `${centre}|${malignant}`;
    const own = training.has(`P${String(index).padStart(5, '0')}`) ? count : 0;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 5 * own - 4 * count);
  }
  return { distance: Math.abs(5 * lesionsIn(value, 'training') - 4 * total), cost: [...kinds.values()].reduce((sum, difference) => sum + difference ** 2, 0) };
}

describe('splitCohort', () => {
  it('is as near to the ratio as any choice of whole patients, and then as even over the strata as any', () => {
    fc.assert(fc.property(patientsArbitrary, fc.string({ minLength: 1 }), (patients, seed) => {
      expect(measured(patients, split({ lesions: lesionsOf(patients), seed }))).toEqual(bruteForce(patients));
    }), { numRuns: 300 });
  });

  it('keeps every patient whole and every lesion once', () => {
    fc.assert(fc.property(patientsArbitrary, (patients) => {
      const lesions = lesionsOf(patients);
      const { rows } = split({ lesions });
      expect(rows.map((row) => row.lesion)).toEqual(lesions.map((lesion) => lesion.lesion).sort());
      const sets = new Map<string, string>();
      for (const row of rows) {
        expect(sets.get(row.patient) ?? row.set).toBe(row.set);
        sets.set(row.patient, row.set);
      }
    }));
  });

  it('gives the same sets for any order of the rows', () => {
    fc.assert(fc.property(patientsArbitrary, fc.string(), (patients, order) => {
      const random = seededRandom(order);
      const lesions = lesionsOf(patients);
      const shuffled = lesions.map((lesion) => ({ lesion, key: random() })).sort((a, b) => a.key - b.key).map(({ lesion }) => lesion);
      expect(split({ lesions: shuffled })).toEqual(split({ lesions }));
    }));
  });

  it('draws other patients for another seed', () => {
    const lesions = lesionsOf(Array.from({ length: 60 }, () => [1, 'C01', true]));
    expect(split({ lesions, seed: 'a' }).assignment).toBe(split({ lesions, seed: 'a' }).assignment);
    expect(split({ lesions, seed: 'a' }).assignment).not.toBe(split({ lesions, seed: 'b' }).assignment);
  });

  it("meets the paper's case: 1,815 patients with 1,875 lesions give 1,500 : 375", () => {
    const random = seededRandom('paper');
    const patients = Array.from({ length: 1815 }, (_, index): readonly [number, string, boolean] => [index < 5 ? 3 : index < 55 ? 2 : 1, `C${String(1 + Math.floor(random() * 11)).padStart(2, '0')}`, random() < 0.807]);
    const value = split({ lesions: lesionsOf(patients), seed: '2018' });
    expect(value).toMatchObject({ exact: true, wanted: 1500 });
    expect([lesionsIn(value, 'training'), lesionsIn(value, 'internal_validation')]).toEqual([1500, 375]);
  });

  it('leaves external centres whole and never looks at their outcomes', () => {
    const patients: (readonly [number, string, boolean])[] = Array.from({ length: 40 }, (_, index) => [1 + (index % 2), index % 4 === 0 ? 'C12' : 'C01', index % 3 === 0]);
    const lesions = lesionsOf(patients);
    const externalCentres = new Set(['C12']);
    const flipped = lesions.map((lesion) => (lesion.centre === 'C12' ? { ...lesion, malignant: lesion.malignant === false } : lesion));
    const value = split({ lesions, externalCentres });
    expect(value.rows.every((row) => (row.centre === 'C12') === (row.set === 'external_validation'))).toBe(true);
    expect(split({ lesions: flipped, externalCentres })).toEqual(value);
  });

  it('takes the nearest number and says so when no choice is exact', () => {
    const value = split({ lesions: lesionsOf([[30, 'C01', true], [1, 'C01', false]]) });
    expect(value).toMatchObject({ exact: false, wanted: 24.8 });
    expect(lesionsIn(value, 'training')).toBe(30);
  });

  it('spreads any columns that are named, and a patient whose lesions differ has a stratum of its own', () => {
    const patients = Array.from({ length: 80 }, (_, index): readonly [number, string, boolean] => [1, 'C01', index % 2 === 0]);
    const lesions = lesionsOf(patients).map((lesion, index) => ({ ...lesion, strata: { device: index % 4 === 0 ? 'D1' : 'D2' } }));
    const value = split({ lesions, stratifyBy: ['device', 'malignant'] });
    const training = new Set(value.rows.filter(({ set }) => set === 'training').map(({ lesion }) => lesion));
    const share = (device: string): number => lesions.filter((lesion) => lesion.strata.device === device && training.has(lesion.lesion)).length;
    expect([share('D1'), share('D2')]).toEqual([16, 48]);
    const torn = [...lesions, { lesion: 'P00000-L2', patient: 'P00000', centre: 'C01', malignant: true, strata: { device: 'D2' } }];
    expect(split({ lesions: torn, stratifyBy: ['device'] }).rows).toHaveLength(81);
  });

  it('draws folds by patient inside development, none for external lesions', () => {
    const patients = Array.from({ length: 50 }, (_, index): readonly [number, string, boolean] => [1 + (index % 2), index < 10 ? 'C12' : 'C01', index % 3 === 0]);
    const { rows } = split({ lesions: lesionsOf(patients), externalCentres: new Set(['C12']), folds: 5 });
    expect(rows.every(({ set, fold }) => (set === 'external_validation' ? fold === null : fold !== null && fold !== undefined && fold >= 1 && fold <= 5))).toBe(true);
    const foldOf = new Map(rows.map(({ patient, fold }) => [patient, fold]));
    expect(rows.every(({ patient, fold }) => foldOf.get(patient) === fold)).toBe(true);
    expect(new Set(rows.map(({ fold }) => fold)).size).toBe(6);
  });

  it('takes one patient with 30 lesions whole', () => {
    const { rows, exact } = split({ lesions: lesionsOf([[30, 'C01', true], ...Array.from({ length: 20 }, (): readonly [number, string, boolean] => [1, 'C01', false])]) });
    expect(exact).toBe(true);
    expect(new Set(rows.filter(({ patient }) => patient === 'P00000').map(({ set }) => set)).size).toBe(1);
  });

  const one = lesionsOf([[2, 'C01', true]]);
  it.each<[string, Partial<SplitRequest>, string]>([
    ['no development lesion', { lesions: one, externalCentres: new Set(['C01']) }, 'split-without-development'],
    ['no lesion', { lesions: [] }, 'split-without-development'],
    ['a lesion listed twice', { lesions: [...one, ...one] }, 'split-lesion-twice'],
    ['a patient in two centres', { lesions: one.map((lesion, index) => ({ ...lesion, centre: `C0${index}` })) }, 'split-patient-in-two-centres'],
    ['a ratio of 4:0', { lesions: one, ratio: { training: 4, internal: 0 } }, 'split-ratio-wrong'],
    ['a ratio of 4.5:1', { lesions: one, ratio: { training: 4.5, internal: 1 } }, 'split-ratio-wrong'],
    ['an empty seed', { lesions: one, seed: '' }, 'split-seed-missing'],
    ['one fold', { lesions: one, folds: 1 }, 'split-folds-wrong'],
  ])('refuses %s', (_, request, code) => {
    expect(splitCohort({ externalCentres: none, ratio, seed: '1', lesions: [], ...request })).toMatchObject({ ok: false, refusal: { code } });
  });

  it('divides 100,000 lesions with awkward sizes exactly', () => {
    const random = seededRandom('many');
    const patients: (readonly [number, string, boolean])[] = [];
    for (let left = 100_000; left > 0;) {
      const size = Math.min(left, 1 + Math.floor(random() ** 4 * 30));
      patients.push([size, `C${Math.floor(random() * 11)}`, random() < 0.8]);
      left -= size;
    }
    expect(split({ lesions: lesionsOf(patients) }).exact).toBe(true);
  });

  it('stays exact when the strata are too many or the patients too large for the table, and then gives each stratum its share', () => {
    const patients: (readonly [number, string, boolean])[] = [[20_000, 'C01', true], ...Array.from({ length: 30_000 }, (_, index): readonly [number, string, boolean] => [1, `C${index % 3000}`, true])];
    const value = split({ lesions: lesionsOf(patients), seed: 'giant' });
    expect([value.exact, lesionsIn(value, 'training')]).toEqual([true, 40_000]);
    const singles = split({ lesions: lesionsOf(Array.from({ length: 50_000 }, (_, index) => [1, `C${index % 5000}`, true])) });
    const perCentre = Object.values(singles.sets[0]?.byCentre ?? {});
    expect([singles.exact, perCentre.length, Math.min(...perCentre), Math.max(...perCentre)]).toEqual([true, 5000, 8, 8]);
  });

  it('names its result by the digest of the rows as canonical JSON', () => {
    const value = split({ lesions: lesionsOf([[1, 'C01', true], [2, 'C01', false]]), folds: 2 });
    expect(value.assignment).toBe(sha256OfText(canonicalJson(value.rows)));
  });
});

describe('restrictSplit', () => {
  it('moves nobody: without some lesions every other keeps its set and fold', () => {
    const lesions = lesionsOf(Array.from({ length: 60 }, (_, index) => [1 + (index % 3), index < 10 ? 'C12' : 'C01', index % 2 === 0]));
    const before = split({ lesions, externalCentres: new Set(['C12']), folds: 5 });
    const after = restrictSplit(before, (lesion) => !lesion.startsWith('P00020'), ratio);
    expect(after.rows).toEqual(before.rows.filter(({ lesion }) => !lesion.startsWith('P00020')));
    expect(after.sets.reduce((sum, set) => sum + set.lesions, 0)).toBe(after.rows.length);
    expect(after.assignment).not.toBe(before.assignment);
    expect(restrictSplit(before, () => true, ratio)).toEqual(before);
  });
});

describe('patientFolds', () => {
  it('keeps patients whole and folds within the size of the largest patient', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constant('C01'), fc.constant(true)), { minLength: 5, maxLength: 60 }), fc.string(), (patients, seed) => {
      const lesions = lesionsOf(patients);
      const folds = patientFolds(lesions, 5, seed);
      const sizes = [0, 0, 0, 0, 0];
      for (const { lesion, patient } of lesions) {
        const fold = folds.get(lesion) ?? -1;
        sizes[fold] = (sizes[fold] ?? 0) + 1;
        expect(folds.get(`${patient}-L1`)).toBe(fold);
      }
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(3);
    }));
  });
});
