import { Header, isNativeSyntax, readPixelLayout, renderFrame, storedFrames, tagText, TRANSFER_SYNTAX, type DicomElement, type DicomFile, type OpenedDicom, type PictureDecoder, type PixelLayout } from '@echocohort/dicom';
import { ok, type Result } from '@echocohort/kernel';
import type { PaintedFrame, PixelBox, SearchedPicture, StoredColours } from '@echocohort/text-detection';

const PIXELS = 0x7fe00010;

/** The same file with other elements in the place of some. */
function replaced(file: DicomFile, transferSyntax: string, changes: readonly DicomElement[]): DicomFile {
  const changed = new Set(changes.map(({ tag }) => tag));
  const all = [...file.dataSet.all.filter(({ tag }) => !changed.has(tag)), ...changes];
  const dataSet = { elements: new Map(all.map((element) => [tagText(element.tag), element])), duplicates: [], all };
  return { ...file, dataSet, header: new Header(dataSet), transferSyntax };
}

const ONE: DicomElement = { tag: 0x00280008, vr: 'IS', littleEndian: true, bytes: new TextEncoder().encode('1') };

/** A file of one frame, as stored. */
function oneFrame(file: DicomFile, layout: PixelLayout, bytes: Uint8Array, compressed: boolean): DicomFile {
  const pixels: DicomElement = compressed
    ? { tag: PIXELS, vr: 'OB', littleEndian: true, bytes: new Uint8Array(0), encapsulated: { offsetTable: new Uint8Array(0), fragments: [{ offset: 0, bytes }] } }
    : { tag: PIXELS, vr: layout.bitsAllocated === 16 ? 'OW' : 'OB', littleEndian: true, bytes };
  return replaced(file, compressed ? file.transferSyntax : TRANSFER_SYNTAX.explicitLittle, [ONE, pixels]);
}

function paint({ file }: OpenedDicom, layout: PixelLayout, bytes: Uint8Array, decoder: PictureDecoder): PaintedFrame {
  const painted = renderFrame(oneFrame(file, layout, bytes, !isNativeSyntax(file.transferSyntax)), 0, decoder);
  if (!painted.ok) throw new Error(painted.refusal.code);
  return painted.value;
}

/** Native frames of eight bits that are colours as they stand; read into one buffer, since a clip has hundreds of them. */
function storedColours({ pixels }: OpenedDicom, layout: PixelLayout): StoredColours | null {
  const { photometric, samplesPerPixel, bitsAllocated, bitsStored, signed, planarConfiguration, columns: width, rows: height } = layout;
  const grey = photometric === 'MONOCHROME2' && samplesPerPixel === 1;
  const plain = (grey || (photometric === 'RGB' && planarConfiguration === 0)) && bitsAllocated === 8 && bitsStored === 8 && !signed;
  const native = pixels?.native;
  if (!plain || !native) return null;
  const { source } = pixels;
  const length = width * height * samplesPerPixel;
  const buffer = source.readInto ? new Uint8Array(length) : null;
  const read = (index: number): Uint8Array => (buffer && source.readInto ? source.readInto(buffer, native.at + index * length) : source.read(native.at + index * length, length));
  return { width, height, channels: grey ? 1 : 3, read };
}

/** The frames of an opened file for the text search, painted one at a time: memory holds one of them whatever the clip's length. */
export function searchedPicture(opened: OpenedDicom, regions: readonly PixelBox[], decoder: PictureDecoder): Result<SearchedPicture> {
  const layout = readPixelLayout(opened.file);
  if (!layout.ok) return layout;
  const frames = storedFrames(opened, layout.value);
  if (!frames.ok) return frames;
  const stored = storedColours(opened, layout.value);
  return ok({ ...(stored ? { stored } : {}), frames: layout.value.frames, regions, frame: (index) => paint(opened, layout.value, frames.value.read(index), decoder) });
}
