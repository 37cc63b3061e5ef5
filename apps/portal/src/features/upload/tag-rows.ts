import { isTextVr, lookUp, parseTag, type DataSet, type DicomElement, type DicomFile } from '@echocohort/dicom';
import type { TagAction, TagRow } from './prepared-file.ts';

const LONGEST = 120;
const CHARACTER_SETS: Readonly<Record<string, string>> = { 'ISO_IR 192': 'utf-8', GB18030: 'gb18030', GBK: 'gbk', 'ISO_IR 58': 'gb18030', 'ISO 2022 IR 58': 'gb18030', 'ISO_IR 13': 'shift_jis', 'ISO 2022 IR 87': 'iso-2022-jp' };

/** How the texts of a file are to be read on this screen. Showing a name wrongly would hide it, so bytes that are no ASCII fall back to the Chinese set. */
function decoderOf(file: DicomFile): TextDecoder {
  const declared = file.header.texts('0008,0005').map((name) => CHARACTER_SETS[name]).find((name) => name !== undefined);
  return new TextDecoder(declared ?? 'gb18030');
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const BINARY: Readonly<Record<string, readonly [number, (view: DataView, at: number, little: boolean) => number | bigint]>> = {
  US: [2, (view, at, little) => view.getUint16(at, little)], SS: [2, (view, at, little) => view.getInt16(at, little)],
  UL: [4, (view, at, little) => view.getUint32(at, little)], SL: [4, (view, at, little) => view.getInt32(at, little)],
  FL: [4, (view, at, little) => view.getFloat32(at, little)], FD: [8, (view, at, little) => view.getFloat64(at, little)],
};

function valueOf(element: DicomElement, text: TextDecoder): string {
  if (element.encapsulated) return `[${element.encapsulated.fragments.length}]`;
  if (element.items) return `[${element.items.length}]`;
  const kind = BINARY[element.vr];
  if (kind) {
    const [width, read] = kind;
    const view = new DataView(element.bytes.buffer, element.bytes.byteOffset, element.bytes.byteLength);
    return cut(Array.from({ length: Math.min(16, Math.floor(element.bytes.length / width)) }, (_, index) => String(read(view, index * width, element.littleEndian))).join(' '));
  }
  const readable = isTextVr(element.vr) || (element.vr === 'UN' && element.bytes.length <= 256);
  return readable ? cut(text.decode(element.bytes.subarray(0, 4096)).replace(/[\0 ]+$/, '')) : `[${element.bytes.length} B]`;
}

/** Every element of a level and of all levels below, by its path. */
function flat(dataSet: DataSet, text: TextDecoder, before = ''): Map<string, string> {
  const values = new Map<string, string>();
  for (const [tag, element] of dataSet.elements) {
    const path = `${before}${tag}`;
    values.set(path, valueOf(element, text));
    for (const [index, item] of (element.items ?? []).entries()) for (const [inner, value] of flat(item, text, `${path}[${index}].`)) values.set(inner, value);
  }
  return values;
}

/** The keyword of the last tag of a path. */
export function nameOf(path: string): string {
  const tag = /([0-9a-fA-F]{4},[0-9a-fA-F]{4})$/.exec(path.replaceAll(/\[\d*\]/g, ''))?.[1];
  const parsed = tag ? parseTag(tag) : null;
  return parsed === null ? '' : (lookUp(parsed)?.keyword ?? '');
}

const plainPath = (path: string): string => path.replaceAll(/\[\d*\]/g, '').replaceAll(/[./]/g, ' ');

/** All elements of both files side by side, with what was done to each. The values stay on this screen. */
export function tagRows(source: DicomFile, clean: DicomFile, actions: readonly TagAction[]): readonly TagRow[] {
  const [before, after] = [flat(source.dataSet, decoderOf(source)), flat(clean.dataSet, new TextDecoder('utf-8'))];
  const acts = new Map(actions.map(({ path, action }) => [plainPath(path), action]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const acted = (path: string, left: string | null, right: string | null): string => {
    if (right === null) return 'removed';
    if (left === null) return 'added';
    const stated = acts.get(plainPath(path));
    return stated ?? (left === right ? 'kept' : 'replaced');
  };
  return paths.map((path) => {
    const [left, right] = [before.get(path) ?? null, after.get(path) ?? null];
    return { path, name: nameOf(path), action: acted(path, left, right), before: left, after: right };
  });
}
