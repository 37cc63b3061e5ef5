import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectImage, parseDicom } from '@echocohort/dicom';
import { deidentify, readBack, verifyClean } from './index.ts';

const key = new Uint8Array(32).fill(9);
const options = { key, subjectCode: 'C03-0142' };
const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(join(__dirname, '..', 'test-files', name)));

describe('published files', () => {
  it.each([
    ['US1_J2KR.dcm', 'no-trusted-region'],
    ['US1_UNCI.dcm', 'no-trusted-region'],
    ['color-pl.dcm', 'no-trusted-region'],
    // The picture was made smaller without its region.
    ['examples_ybr_color.dcm', 'region-out-of-bounds'],
    ['image_dfl.dcm', 'sop-class-not-accepted'],
    ['nested_priv_SQ.dcm', 'sop-class-not-accepted'],
    ['UN_sequence.dcm', 'sop-class-not-accepted'],
    ['MR_truncated.dcm', 'truncated'],
  ])('%s is held: %s', (name, code) => {
    const result = deidentify(sample(name), options);
    expect(result.ok ? 'clean' : result.refusal.code).toBe(code);
  });

  it.each([
    // Its first region ends one column outside the image.
    ['OBXXXX1A_rle_2frame.dcm', ['region-clamped'], [{ x0: 120, y0: 60, x1: 799, y1: 518 }, { x0: 176, y0: 522, x1: 743, y1: 576 }], ['PHILIPS', '11-05-25', '142825', '20110525']],
    ['OBXXXX1A.dcm', ['region-clamped'], [{ x0: 120, y0: 60, x1: 799, y1: 518 }, { x0: 176, y0: 522, x1: 743, y1: 576 }], ['PHILIPS', '11-05-25', '142825', '20110525']],
    ['gdcm-US-ALOKA-16.dcm', [], [{ x0: 32, y0: 24, x1: 335, y1: 415 }, { x0: 336, y0: 24, x1: 639, y1: 415 }], []],
    ['JPGLosslessP14SV1_1s_1f_8b.dcm', ['decompressed'], [{ x0: 14, y0: 38, x1: 1010, y1: 758 }], []],
    // A region of format 0 and data type 0 covers nearly the whole image, the name included: it is not trusted.
    ['dcm4che_YBR_FULL-RLE.dcm', [], [{ x0: 84, y0: 48, x1: 483, y1: 415 }], ['DOE', 'S61289', '1476739615', '20161017', 'HOSPITAL']],
  ])('%s is cleaned', (name, codes, mask, plants) => {
    const source = sample(name);
    const result = deidentify(source, options);
    if (!result.ok) throw new Error(result.refusal.code);
    const { bytes } = result.value;
    expect(result.value.codes).toEqual(codes);
    expect(result.value.mask).toEqual(mask);
    expect(readBack(bytes, source)).toEqual([]);
    expect(verifyClean(bytes, { centre: 'C03', subjectCode: 'C03-0142' }).ok).toBe(true);
    for (const plant of plants) expect(Buffer.from(bytes).includes(plant)).toBe(false);
    const again = deidentify(bytes, options);
    expect(again.ok && Buffer.from(again.value.bytes).equals(Buffer.from(bytes))).toBe(true);
  });

  it('keeps what the protocol checks need', () => {
    const source = sample('dcm4che_YBR_FULL-RLE.dcm');
    const result = deidentify(source, options);
    const [before, after] = [source, result.ok ? result.value.bytes : source].map((bytes) => {
      const file = parseDicom(bytes);
      const header = file.ok ? inspectImage(file.value) : file;
      if (!header.ok) throw new Error(header.refusal.code);
      const { sopInstanceUid, studyInstanceUid, seriesInstanceUid, patientId, studyDate, acquisitionDate, ...rest } = header.value;
      return { rest: { ...rest, transducerData: rest.transducerData.filter((text) => text !== '') }, identities: [sopInstanceUid, studyInstanceUid, seriesInstanceUid, patientId, studyDate, acquisitionDate] };
    });
    expect(after?.rest).toEqual(before?.rest);
    for (const identity of before?.identities ?? []) if (identity !== null) expect(after?.identities).not.toContain(identity);
  });

  it('names tag paths and no value when the server refuses a source', () => {
    const refused = verifyClean(sample('dcm4che_YBR_FULL-RLE.dcm'));
    if (refused.ok) throw new Error('accepted');
    expect(refused.refusal.code).toBe('identifiable');
    expect(refused.refusal.facts?.['paths']).toEqual(expect.arrayContaining(['0010,0010', '0010,0020', '0020,000d', '0008,0080']));
    expect(JSON.stringify(refused.refusal)).not.toMatch(/DOE|S61289|2016/);
  });
});
