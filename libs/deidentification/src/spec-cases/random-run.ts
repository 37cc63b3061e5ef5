import { deidentify, verifyClean } from '../index.ts';
import { randomFile } from './random-file.ts';

const SECRET = 'Quenzeno';
const options = { key: new Uint8Array(32).fill(3), subjectCode: 'C03-0142' };

/** Cleans that many random data sets and answers how many came out clean; throws, with the seed, when a text gets through or a tenth's fixed point fails. */
export function cleanedOf(runs: number): number {
  const seed = process.env['ECHOCOHORT_SEED'] ?? '1';
  let clean = 0;
  for (let run = 0; run < runs; run++) {
    const result = deidentify(randomFile(`${seed}/${run}`, SECRET), options);
    if (!result.ok) continue;
    clean++;
    if (Buffer.from(result.value.bytes).includes(SECRET)) throw new Error(`data set ${seed}/${run} lets a text through`);
    if (run % 10 === 0 && !verifyClean(result.value.bytes, { centre: 'C03' }).ok) throw new Error(`data set ${seed}/${run} is no fixed point`);
  }
  return clean;
}
