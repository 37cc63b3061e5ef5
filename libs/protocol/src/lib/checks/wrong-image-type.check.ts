import type { ImageFacts } from '../image-facts.ts';
import type { SlotImageType } from '../protocol-version.ts';
import type { SlotCheck } from '../slot-check.ts';

// PS3.3 C.8.5.6.1.1: value 4 of Image Type is a sum of hexadecimal flags.
const COLOUR_DOPPLER = 0x0010;
const COLOUR_POWER = 0x0100;
// PS3.3 C.8.5.5.1.2 region data types.
const TISSUE = 1;
const COLOUR_FLOW = 2;
const SPECTRAL = [3, 4];

/** What the picture shows, from regions first, then the Image Type flags, then its pixels; null when nothing tells. */
export function shownType(facts: ImageFacts): 'b-mode' | 'colour' | 'spectral' | null {
  const types = facts.regionDataTypes;
  if (types.includes(COLOUR_FLOW)) return 'colour';
  const flags = Number.parseInt(facts.imageType[3] ?? '', 16);
  if (!Number.isNaN(flags) && (flags & (COLOUR_DOPPLER | COLOUR_POWER)) !== 0) return 'colour';
  if (facts.colourPixels === true) return 'colour';
  if (types.some((type) => SPECTRAL.includes(type)) && !types.includes(TISSUE)) return 'spectral';
  if (types.includes(TISSUE) || facts.colourPixels === false) return 'b-mode';
  return null;
}

const NAMES = {
  'b-mode': { zh: '灰阶图', en: 'a grey-scale (B-mode) picture' },
  colour: { zh: '彩色多普勒图', en: 'a colour or power Doppler picture' },
  spectral: { zh: '频谱图', en: 'a spectral Doppler picture' },
} as const;

const fits = (shown: string, wanted: SlotImageType): boolean => wanted === 'cine' || shown === wanted;

export const wrongImageType: SlotCheck = {
  code: 'wrong-image-type',
  severity: 'blocks',
  source: 'paper 2.3, Appendix 1.2; PS3.3 C.8.5.5.1.2',
  rule: 'The picture is B-mode or colour flow, as the slot says.',
  observe: (facts, slot) => {
    const shown = shownType(facts);
    if (shown === null || slot.imageType === 'cine' || fits(shown, slot.imageType)) return null;
    const wanted = NAMES[slot.imageType];
    return {
      evidence: { shown, wanted: slot.imageType },
      sentence: {
        zh: `${slot.code} 需要${wanted.zh}，该文件是${NAMES[shown].zh}。`,
        en: `${slot.code} takes ${wanted.en}; this is ${NAMES[shown].en}.`,
      },
    };
  },
};
