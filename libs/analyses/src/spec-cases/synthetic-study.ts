import { readFileSync } from 'node:fs';
import { addDays, seededRandom } from '@echocohort/kernel';
import { parseStudyDefinition, type StudyDefinition } from '@echocohort/study';
import type { ModelPredictions, OpenedOutcome, RecordRow, StudyRecords } from '../index.ts';

/** The study's own definition, as it ships. */
export function shippedDefinition(): StudyDefinition {
  const parsed = parseStudyDefinition(readFileSync('studies/fll-liver/study.yaml', 'utf8'), 'study.yaml');
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  return parsed.value;
}

export interface Wish {
  readonly patients: number;
  readonly seed?: string;
  /** Whether the external outcomes have been opened. */
  readonly opened?: boolean;
  readonly models?: readonly string[];
  /** All variables of the shipped study; otherwise some of each kind, which a small study can bear. */
  readonly allVariables?: boolean;
}

const SOME = new Set(['age', 'male', 'afp_high', 'extrahepatic_tumour', 'liver_background', 'size', 'size_stratum', 'echogenicity', 'vascularity', 'halo']);

interface Made {
  readonly participant: RecordRow;
  readonly lesions: { readonly row: Record<string, string | null>; readonly malignant: boolean; readonly pull: number; readonly histology: string; readonly method: string; readonly specimen: string | null }[];
  readonly set: 'training' | 'internal_validation' | 'external_validation';
}

/** One patient with one or two lesions, drawn so that the factors of the paper carry information without predicting perfectly. */
function patientOf(number: number, random: () => number): Made {
  const chance = (p: number): boolean => random() < p;
  const pick = <T>(...options: readonly [T, ...T[]]): T => options[Math.floor(random() * options.length)] ?? options[0];
  const draw = random();
  const [set, centre] = draw < 0.68 ? (['training', 'C01'] as const) : draw < 0.85 ? (['internal_validation', 'C02'] as const) : (['external_validation', 'C12'] as const);
  const subject = `${centre}-${String(number).padStart(4, '0')}`;
  const ill = chance(0.75);
  const age = Math.round(40 + 12 * (ill ? 1 : 0) + 22 * random());
  const participant: RecordRow = {
    subject, centre, age: String(age), sex: chance(ill ? 0.72 : 0.55) ? 'male' : 'female', hepatitis: chance(ill ? 0.5 : 0.2) ? pick('hbv', 'hcv', 'hbv-hcv') : 'none', extrahepatic_tumour: chance(ill ? 0.3 : 0.08) ? '1' : '0',
    afp: chance(0.07) ? null : (Math.exp(1.5 + (ill ? 1.4 : 0) + 2.2 * random()) * (chance(0.1) ? 30 : 1)).toFixed(1), afp_date: '2019-01-05', lymph_node_metastasis: chance(ill ? 0.25 : 0.15) ? '1' : '0',
    vascular_invasion: chance(ill ? 0.25 : 0.15) ? '1' : '0', ascites: chance(0.06) ? '1' : '0', liver_background: pick('normal', 'normal', 'fibrosis', 'fibrosis', 'steatosis'), clinical_history: '1', only_cystic: '0',
  };
  const lesions = Array.from({ length: chance(0.05) ? 2 : 1 }, (_, at) => {
    const malignant = chance(ill ? 0.92 : 0.3);
    const row: Record<string, string | null> = {
      lesion: `${subject}-L${at + 1}`, subject, centre, set, scan_date: '2019-01-02', device: 'D01', protocol: '1.0', max_diameter: (1.1 + 8 * random() ** 1.8).toFixed(1), non_cystic_focal: '1', local_therapy: 'none',
      shape: chance(0.02) ? null : pick('circular', 'ellipse', 'irregular'), margin: chance(malignant ? 0.48 : 0.35) ? 'non-smooth' : 'smooth', echogenicity: pick('hyper', 'iso', 'hypo', 'heterogeneous'),
      vascularity: chance(malignant ? 0.58 : 0.4) ? '1' : '0', posterior_enhancement: chance(0.36) ? '1' : '0', halo: chance(malignant ? 0.5 : 0.25) ? '1' : '0', satellite: chance(malignant ? 0.25 : 0.2) ? '1' : '0', scan_quality: 'clear',
    };
    return { row, malignant, pull: (malignant ? 0.55 : -0.55) + 1.6 * (random() + random() + random() - 1.5), histology: malignant ? pick('hepatocellular-carcinoma', 'metastasis') : pick('haemangioma', 'abscess'), method: pick('biopsy', 'resection'), specimen: addDays('2019-01-02', Math.floor(30 * random())) };
  });
  return { participant, lesions, set };
}

/** Records of a made-up study in the form of an export: seeded, so the same wish gives the same study. */
export function syntheticStudy({ patients, seed = 'study', opened = true, models = ['L', 'LB'], allVariables = false }: Wish): StudyRecords {
  const definition = shippedDefinition();
  const random = seededRandom(seed);
  const made = Array.from({ length: patients }, (_, at) => patientOf(at + 1, random));
  const all = made.flatMap(({ lesions, set, participant }) => lesions.map((lesion) => ({ ...lesion, set, subject: participant['subject'] ?? '' })));
  const outcome = ({ malignant, histology, method, specimen }: (typeof all)[number]): RecordRow => ({ malignant: malignant ? '1' : '0', histology, pathology_method: method, specimen_date: specimen });
  const sealed: RecordRow = { malignant: 'sealed', histology: 'sealed', pathology_method: 'sealed', specimen_date: 'sealed' };
  const predictions = models.map((code, place): ModelPredictions => ({
    code, runId: `run-${code}`, digest: '0'.repeat(64), attentionMaps: code === 'LB' ? all.slice(0, 400).map(({ row }) => `cam/${row['lesion'] ?? ''}.png`) : [],
    predictions: all.map(({ row, subject, set, pull }) => ({ lesion: row['lesion'] ?? '', patient: subject, set, images: 4, score: 1 / (1 + Math.exp(-((1 + 0.35 * place) * pull + 0.6 * (random() - 0.5)))) })),
  }));
  return {
    definition: { ...definition, analysis: definition.analysis.filter(({ code }) => allVariables || SOME.has(code)) }, participants: made.map(({ participant }) => participant), snapshotRoot: 'ab'.repeat(32), models: predictions,
    lesions: all.map((lesion) => ({ ...lesion.row, ...(lesion.set === 'external_validation' ? sealed : outcome(lesion)) })),
    images: all.flatMap(({ row }) => Array.from({ length: 11 }, (_, at) => ({ path: `dicom/${row['lesion'] ?? ''}/${at + 1}.dcm`, lesion: row['lesion'] ?? '' }))),
    splits: all.map(({ row, subject, set }) => ({ lesion: row['lesion'] ?? '', patient: subject, centre: row['centre'] ?? '', set })),
    exclusions: [{ lesion: 'C01-9001-L1', subject: 'C01-9001', box: 'excluded:INC-2' }, { lesion: 'C01-9002-L1', subject: 'C01-9002', box: 'excluded:EXC-3' }, { lesion: 'C01-9003-L1', subject: 'C01-9003', box: 'pending:panel' }],
    opened: opened ? all.filter(({ set }) => set === 'external_validation').map(({ row, malignant, histology, method, specimen }): OpenedOutcome => ({ lesion: row['lesion'] ?? '', malignant, histology, pathologyMethod: method, specimenDate: specimen })) : [],
  };
}
