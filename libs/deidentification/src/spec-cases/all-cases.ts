import { constants, deflateRawSync } from 'node:zlib';
import { attributeCases, byteCases, charsetCases } from './attribute-cases.ts';
import { ordinaryPlants, type HostileCase } from './hostile-case.ts';
import { classCases, compressedCases, nativeCases, regionCases } from './pixel-cases.ts';
import { concat, writeElement, writeElements } from './source-bytes.ts';
import { file, greyPixels, madeUpPatient, ordinaryElements, type MadeUpPatient } from './source-image.ts';

const DEFLATED = '1.2.840.10008.1.2.1.99';

function deflatedCases(patient: MadeUpPatient): HostileCase[] {
  const body = concat(writeElements(ordinaryElements(patient), 'explicit-little'), writeElement(greyPixels('deflated'), 'explicit-little'));
  return [{ name: 'ts-deflated', expected: 'clean', plants: ordinaryPlants(patient), bytes: file(new Uint8Array(deflateRawSync(body)), DEFLATED) }];
}

/** 600 MB of zeros in 0.6 MB: one deflated block, ended at a byte, over and over. Costs a second, so one seed has it. */
function bombCases(patient: MadeUpPatient): HostileCase[] {
  const body = writeElements(ordinaryElements(patient), 'explicit-little');
  const block = deflateRawSync(new Uint8Array(4 << 20), { finishFlush: constants.Z_FULL_FLUSH });
  const bomb = Buffer.concat([deflateRawSync(body, { finishFlush: constants.Z_FULL_FLUSH }), ...Array.from({ length: 150 }, () => block), Buffer.of(3, 0)]);
  return [{ name: 'deflate-bomb', expected: 'hold', code: 'inflated-too-large', plants: ordinaryPlants(patient), bytes: file(new Uint8Array(bomb), DEFLATED) }];
}

/** The whole corpus of one seed. */
export function allCases(seed: string): HostileCase[] {
  const patient = madeUpPatient(seed);
  const makers = [attributeCases, byteCases, charsetCases, regionCases, nativeCases, compressedCases, classCases, deflatedCases, ...(seed === '1' ? [bombCases] : [])];
  return makers.flatMap((cases) => cases(patient));
}
