import type { LiverBackground } from '../ultrasound/anatomy.ts';
import type { LesionLook } from '../ultrasound/lesion-echo.ts';
import { between, normal } from '../ultrasound/noise.ts';

/** A patient's clinical side in plain words; form values are written from it. */
export interface PatientProfile {
  readonly ageYears: number;
  readonly sex: 'male' | 'female';
  readonly hepatitis: 'none' | 'hbv' | 'hcv' | 'hbv-hcv';
  readonly extrahepaticTumour: boolean;
  /** ng/mL; null where it was not measured (6.4 % in the paper's Table 1). */
  readonly afp: number | null;
  readonly lymphNode: boolean;
  readonly vascularInvasion: boolean;
  readonly ascites: boolean;
  readonly background: LiverBackground;
}

/** A lesion's features as a reader would tick them, and its pathology. */
export interface LesionProfile {
  readonly malignant: boolean;
  readonly diameterCm: number;
  readonly shape: 'circular' | 'ellipse' | 'irregular';
  readonly margin: 'smooth' | 'non-smooth';
  readonly echogenicity: 'hyper' | 'iso' | 'hypo' | 'heterogeneous';
  readonly vascularity: boolean;
  readonly enhancement: boolean;
  readonly halo: boolean;
  readonly satellite: boolean;
  readonly method: 'biopsy' | 'resection';
  readonly look: LesionLook;
}

type Random = () => number;

const chance = (random: Random, share: number): boolean => random() < share;

/** Draws one of the names by weight. */
export function weighted<T extends string>(random: Random, weights: Readonly<Record<T, number>>): T {
  const entries = Object.entries<number>(weights);
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  const names = Object.keys(weights).filter((name): name is T => name in weights);
  for (const name of names) {
    left -= weights[name];
    if (left < 0) return name;
  }
  const [first] = names;
  if (first === undefined) throw new RangeError('weighted: nothing to draw from');
  return first;
}

/**
 * Shares by malignancy are set so that the whole resembles the paper's Table 1 and the six factors of its model
 * (halo, other tumours, hepatitis, age, sex, vascularity) point the same way. They are not the paper's own cross table.
 */
export function patientProfile(malignant: boolean, random: Random): PatientProfile {
  const age = Math.round(Math.min(89, Math.max(19, normal(random, malignant ? 57.5 : 47.5, malignant ? 11.5 : 13))));
  // About one benign case in a hundred lies above 200 ng/mL: without any, the cut-off would tell the classes apart for certain.
  const afp = malignant ? Math.exp(normal(random, 3, 2.2)) : Math.exp(normal(random, 1.4, 1.7));
  return {
    ageYears: age,
    sex: chance(random, malignant ? 0.73 : 0.47) ? 'male' : 'female',
    hepatitis: weighted(random, malignant ? { none: 47, hbv: 47, hcv: 4, 'hbv-hcv': 2 } : { none: 88, hbv: 10, hcv: 2, 'hbv-hcv': 0 }),
    extrahepaticTumour: chance(random, malignant ? 0.28 : 0.03),
    afp: chance(random, 0.064) ? null : Math.round(Math.min(60000, Math.max(0.6, afp)) * 10) / 10,
    lymphNode: chance(random, malignant ? 0.1 : 0.04),
    vascularInvasion: chance(random, malignant ? 0.1 : 0.03),
    ascites: chance(random, malignant ? 0.07 : 0.02),
    background: weighted(random, malignant ? { normal: 40, steatosis: 8, fibrosis: 52 } : { normal: 72, steatosis: 12, fibrosis: 16 }),
  };
}

/** Draws a lesion: ticked features by malignancy, and the picture's look by both. */
export function lesionProfile(malignant: boolean, random: Random): LesionProfile {
  const echogenicity = weighted(random, malignant ? { hyper: 15, iso: 3, hypo: 42, heterogeneous: 40 } : { hyper: 45, iso: 6, hypo: 37, heterogeneous: 12 });
  const halo = chance(random, malignant ? 0.43 : 0.04);
  const margin: LesionProfile['margin'] = chance(random, malignant ? 0.46 : 0.18) ? 'non-smooth' : 'smooth';
  const shape = weighted(random, malignant ? { circular: 4, ellipse: 33, irregular: 63 } : { circular: 9, ellipse: 62, irregular: 29 });
  const vascularity = chance(random, malignant ? 0.58 : 0.36);
  const enhancement = chance(random, malignant ? 0.37 : 0.33);
  const satellite = chance(random, malignant ? 0.03 : 0.012);
  const diameterCm = Math.round(Math.min(16, Math.max(1.1, Math.exp(normal(random, malignant ? 1.36 : 1.18, 0.52)))) * 10) / 10;
  const ticked = { malignant, diameterCm, shape, margin, echogenicity, vascularity, enhancement, halo, satellite };
  return { ...ticked, method: chance(random, malignant ? 0.64 : 0.58) ? 'biopsy' : 'resection', look: lookOf(ticked, random) };
}

const MEAN_ECHO: Readonly<Record<LesionProfile['echogenicity'], number>> = { hyper: 6.5, iso: 0, hypo: -6, heterogeneous: -1.5 };

/**
 * What the scanner shows. The learnable signal lies in texture and border, not in one constant: malignant lesions are
 * coarser inside, mostly carry at least a thin dark ring and an uneven outline; brightness overlaps between the classes.
 */
function lookOf(lesion: Omit<LesionProfile, 'look' | 'method'>, random: Random): LesionLook {
  const { malignant, echogenicity } = lesion;
  const uneven = (malignant ? normal(random, 5.8, 1.4) : normal(random, 1, 0.6)) + (echogenicity === 'heterogeneous' ? 1.2 : 0);
  const faintRing = malignant ? normal(random, 6.2, 2) : normal(random, 0.4, 0.8);
  const outline = (malignant ? normal(random, 0.06, 0.02) : normal(random, 0.025, 0.012)) + (lesion.shape === 'irregular' ? 0.03 : 0);
  return {
    diameterCm: lesion.diameterCm,
    elongation: lesion.shape === 'circular' ? between(random, 1, 1.06) : between(random, 1.08, 1.4),
    echoDb: normal(random, MEAN_ECHO[echogenicity], 1.3),
    unevenDb: Math.max(0, uneven),
    grainCm: Math.max(0.22, lesion.diameterCm * between(random, 0.15, 0.24)),
    haloDb: Math.max(0, lesion.halo ? normal(random, 10.5, 1.5) : faintRing),
    rimDb: !malignant && echogenicity === 'hyper' ? between(random, 0, 4) : 0,
    irregularity: Math.max(0, outline),
    blur: lesion.margin === 'smooth' ? between(random, 0.03, 0.06) : between(random, 0.07, 0.14),
    enhancementDb: lesion.enhancement ? between(random, 2.5, 5) : between(random, -0.8, 0.8),
    flow: lesion.vascularity ? between(random, 0.45, 1) : between(random, 0, 0.12),
    satellites: lesion.satellite ? 2 : 0,
  };
}
