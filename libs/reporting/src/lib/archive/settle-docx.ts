import { readArchive, writeArchive } from './zip-archive.ts';

/** Ids of a document in the order in which they stand, from 1: the library counts over the whole life of the process. */
function renumbered(xml: string, tag: string, attribute: string): string {
  let next = 0;
  return xml.replace(new RegExp(`(<${tag}\\b[^>]*?\\b${attribute}=")[^"]*(")`, 'g'), (_, before: string, after: string) => `${before}${++next}${after}`);
}

/**
 * A Word file without anything of the moment: the times of its properties are those of the lock, ids are counted from 1,
 * and the archive bears no date. The same content gives the same bytes in every process on every day.
 */
export function settleDocx(bytes: Uint8Array, lockedAt: Date): Uint8Array {
  const text = (part: Uint8Array): string => new TextDecoder().decode(part);
  const time = lockedAt.toISOString().replace(/\.\d+Z$/, 'Z');
  const files = readArchive(bytes).map(({ path, bytes: part }) => {
    if (path === 'docProps/core.xml') return { path, bytes: new TextEncoder().encode(text(part).replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${time}`)) };
    if (path !== 'word/document.xml') return { path, bytes: part };
    const counted = ['w:bookmarkStart', 'w:bookmarkEnd'].reduce((xml, tag) => renumbered(xml, tag, 'w:id'), renumbered(text(part), 'wp:docPr', 'id'));
    return { path, bytes: new TextEncoder().encode(counted) };
  });
  return writeArchive(files.sort((one, other) => rank(one.path) - rank(other.path) || (one.path < other.path ? -1 : 1)));
}

/** Readers of OOXML expect the list of content types first. */
const rank = (path: string): number => (path === '[Content_Types].xml' ? 0 : path === '_rels/.rels' ? 1 : 2);
