import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StudyView } from '@echocohort/contracts';
import { CODEC_SYNTAX, compressedFile, compressedFrame, drawPicture, pixelElement, slotImages, syntheticStudy, type CompressedFile, type RawFrame, type TestCodec, type UltrasoundScreen } from '@echocohort/testing';
import type { ScannerFile } from './scanner-files.ts';

/** A patient's files in one compressed form each, as scanners and archives write them. */
export interface CompressedFiles {
  readonly files: readonly ScannerFile[];
  /** A clip in JPEG baseline, six frames. */
  readonly clip: ScannerFile;
  /** A form that no version decodes. */
  readonly unreadable: ScannerFile;
  /** The patient's family name as every header says it. */
  readonly name: string;
}

const NAME = 'Tovkarix';
const CODECS: readonly TestCodec[] = ['jpeg-ls', 'jpeg 2000', 'jpeg 2000 lossy', 'htj2k'];
const PHOTOMETRIC: Readonly<Record<string, string>> = { 'jpeg 2000': 'YBR_RCT', htj2k: 'YBR_RCT', 'jpeg 2000 lossy': 'YBR_ICT' };
/** Made with dcmcjpeg of DCMTK (process 14) from a drawn picture of this package. */
const LOSSLESS = join(process.cwd(), 'apps/portal-e2e/test-files/jpeg-lossless.dcm');
/** What stands before and after the only frame of an encapsulated element: head, empty offset table, item head; delimiter. */
const [BEFORE, AFTER] = [28, 8];

const rawFrame = ({ width, height, channels, bytes }: UltrasoundScreen): RawFrame => ({ width, height, components: channels, bitsPerSample: 8, bytes });

/** A picture in colour, whatever the scanner draws it in. */
function coloured(screen: UltrasoundScreen): UltrasoundScreen {
  if (screen.channels === 3) return screen;
  return { ...screen, channels: 3, bytes: Uint8Array.from({ length: screen.bytes.length * 3 }, (_, at) => screen.bytes[Math.floor(at / 3)] ?? 0) };
}

/** The same screen some lines later: what moves in a clip. */
function moved(screen: UltrasoundScreen, by: number): UltrasoundScreen {
  const line = screen.width * screen.channels;
  const bytes = screen.bytes.slice();
  const [region] = screen.regions;
  if (region) for (let y = region.y0 + by; y <= region.y1; y++) bytes.copyWithin(y * line + region.x0 * screen.channels, y * line + (region.x0 + by) * screen.channels, y * line + region.x1 * screen.channels);
  return { ...screen, bytes };
}

async function singleFrame(screen: UltrasoundScreen, form: 'rgb-rle' | 'colour-jpeg'): Promise<{ transferSyntax: string; photometric: string; stream: Uint8Array }> {
  const { transferSyntax, photometric, element } = await pixelElement(screen, form);
  return { transferSyntax, photometric, stream: element.slice(BEFORE, -AFTER) };
}

/** One made-up patient's pictures in JPEG-LS, JPEG 2000, HTJ2K, RLE, JPEG lossless, and a clip in JPEG. */
export async function compressedFiles(study: StudyView): Promise<CompressedFiles> {
  const [patient] = syntheticStudy({ definition: study, seed: 'compressed journey', patientsPerCentre: 1 });
  const lesion = patient?.lesions[0];
  const image = patient && lesion ? slotImages(study, patient, lesion)[0] : undefined;
  if (!image) throw new Error('the generator gave no picture');
  const screen = coloured(drawPicture(image.recipe));
  const [region] = screen.regions;
  if (!region) throw new Error('the picture has no region');
  const box = { x0: region.x0, y0: region.y0, x1: region.x1, y1: region.y1 };
  const described = (number: number, of: Pick<CompressedFile, 'transferSyntax' | 'photometric'>): CompressedFile => ({ ...of, patientName: `${NAME}^Quenzeno`, region: box, frame: rawFrame(screen), sopUid: `1.3.6.1.4.1.99999.7.2.${number}` });
  const written = async (codec: TestCodec, number: number): Promise<ScannerFile> => {
    const bytes = compressedFile(described(number, { transferSyntax: CODEC_SYNTAX[codec], photometric: PHOTOMETRIC[codec] ?? 'RGB' }), [await compressedFrame(codec, rawFrame(screen))]);
    return { name: `${codec.replaceAll(' ', '-')}.dcm`, bytes: Buffer.from(bytes) };
  };
  const rle = await singleFrame(screen, 'rgb-rle');
  const frames = await Promise.all(Array.from({ length: 6 }, (_, index) => singleFrame(moved(screen, index * 6), 'colour-jpeg')));
  const jpeg = { transferSyntax: frames[0]?.transferSyntax ?? '', photometric: frames[0]?.photometric ?? '' };
  return {
    name: NAME,
    files: [
      ...(await Promise.all(CODECS.map(written))),
      { name: 'rle.dcm', bytes: Buffer.from(compressedFile(described(20, rle), [rle.stream])) },
      { name: 'jpeg-lossless.dcm', bytes: await readFile(LOSSLESS) },
    ],
    clip: { name: 'clip.dcm', bytes: Buffer.from(compressedFile({ ...described(30, jpeg), more: [{ tag: '00181063', vr: 'DS', value: '80' }, { tag: '00280009', vr: 'AT', value: Uint8Array.of(0x18, 0, 0x63, 0x10) }] }, frames.map(({ stream }) => stream))) },
    unreadable: { name: 'jpeg-xl.dcm', bytes: Buffer.from(compressedFile(described(40, { transferSyntax: '1.2.840.10008.1.2.4.110', photometric: 'RGB' }), [Uint8Array.of(0xff, 0x0a, 0, 0)])) },
  };
}
