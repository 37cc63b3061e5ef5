import { openDicom, type ByteSource } from '@echocohort/dicom';
import { findText, type OwnIdentity, type PixelBox } from '@echocohort/text-detection';
import type { Decision } from './decisions.ts';
import { judgeTexts, type TextJudgement } from './judge-texts.ts';
import { searchedPicture } from './paint-frames.ts';
import { pictureDecoder } from './picture-decoder.ts';

/** What a search came to. */
export interface TextSearch {
  readonly judgement: TextJudgement;
  readonly searchedFrames: number;
}

/** Looks for text in what is about to leave, and compares it with what the source says of its patient; null when no frame can be painted. */
export async function searchTexts(clean: ByteSource, regions: readonly PixelBox[], identity: OwnIdentity, decisions: readonly Decision[]): Promise<TextSearch | null> {
  const opened = openDicom(clean);
  const picture = opened.ok ? searchedPicture(opened.value, regions, await pictureDecoder()) : opened;
  if (!picture.ok) return null;
  const looked = new Set<number>();
  // Loaded only where text is searched for: it brings the networks' runtime.
  const { textModel } = await import('./text-model.ts');
  const texts = await findText(await textModel(), { ...picture.value, frame: (index) => (looked.add(index), picture.value.frame(index)) }, identity);
  return { judgement: judgeTexts(texts, decisions), searchedFrames: looked.size };
}

/** Whether the networks and their runtime are there: a search that silently did not take place would be a false word. */
export async function canSearchTexts(): Promise<boolean> {
  try {
    await (await import('./text-model.ts')).textModel();
    return true;
  } catch {
    return false;
  }
}

export const CANNOT_SEARCH = 'Text inside the regions cannot be searched for, since the networks or their runtime are not installed; install the packages of the platform, or use --ocr off and look at every picture.';
