import { TRANSFER_SYNTAX } from '../transfer-syntax.ts';
import { ByteCursor, ReadFault } from './byte-cursor.ts';
import { Header } from './header.ts';
import { readPrologue } from './parse-dicom.ts';
import { readDataSet } from './read-elements.ts';

/** What a file says of itself: its UIDs (PS3.3 C.12.1, C.7.2.1, C.7.3.1) and its modality. */
export interface ImageIdentity {
  readonly sopClassUid: string;
  readonly instanceUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly modality: string | null;
}

/**
 * Reads the identity out of the first bytes of a file; whoever only refers to images need not read their pictures. Elements
 * ascend by tag (PS3.5 7.1), so these come early. An element that is cut off counts as absent. Null when the bytes end
 * before all UIDs were met, when they are deflated, or are no DICOM: then the whole file must be asked.
 */
export function readIdentity(start: Uint8Array): ImageIdentity | null {
  try {
    const { end, transferSyntax } = readPrologue(start);
    if (transferSyntax === TRANSFER_SYNTAX.deflated) return null;
    const cursor = new ByteCursor(start, end, start.length, transferSyntax !== TRANSFER_SYNTAX.explicitBig);
    const explicit = transferSyntax !== TRANSFER_SYNTAX.implicitLittle;
    return identityOf(new Header(readDataSet(cursor, { explicit, count: { elements: 0 } }, 0, { onFault: () => true })));
  } catch (fault) {
    if (fault instanceof ReadFault) return null;
    throw fault;
  }
}

/** The identity in a header that was read already; null when one of its UIDs is missing. */
export function identityOf(header: Header): ImageIdentity | null {
  const [sopClassUid, instanceUid, studyUid, seriesUid] = [header.text('0008,0016'), header.text('0008,0018'), header.text('0020,000d'), header.text('0020,000e')];
  if (sopClassUid === null || instanceUid === null || studyUid === null || seriesUid === null) return null;
  return { sopClassUid, instanceUid, studyUid, seriesUid, modality: header.text('0008,0060') };
}
