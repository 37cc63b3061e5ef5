import type { ReceivedImage } from '@echocohort/contracts';
import { receiptOfImage, type CaseRow, type ImageRow, type ReceiptRow, type Tx } from '@echocohort/persistence';
import type { CurrentStudy } from '../../platform/active-study.ts';
import { blockerViews, missingSlots } from '../cases/case-facts.ts';
import { loadCase, type Progress } from '../cases/case-progress.ts';
import { findingViewOf } from '../cases/finding.view.ts';
import { imageViewOf } from '../cases/image.view.ts';
import { receiptViewOf } from './receipts.ts';

/** An image in its case, as far as it has been read. */
export interface ImageInCase {
  readonly image: ImageRow;
  readonly progress: Progress;
  readonly receipt: ReceiptRow;
  readonly repeated: boolean;
}

/** The answer to an upload: the image with its receipt, and how the case stands now. */
export function receivedImage(study: CurrentStudy, { image, progress: { case: row, content, facts }, receipt, repeated }: ImageInCase): ReceivedImage {
  return {
    image: imageViewOf(image),
    findings: content.findings.filter((finding) => finding.imageId === image.id).map(findingViewOf),
    state: row.state,
    missing: missingSlots(content, study.definition),
    blockers: blockerViews(facts),
    receipt: receiptViewOf(receipt),
    repeated,
  };
}

/** The same for bytes that were stored before: the first receipt again. */
export async function readRepeated(tx: Tx, study: CurrentStudy, row: CaseRow, image: ImageRow): Promise<ReceivedImage> {
  const receipt = await receiptOfImage(tx, image.id);
  if (receipt === null) throw new Error('a stored image has no receipt');
  return receivedImage(study, { image, progress: await loadCase(tx, study, row), receipt, repeated: true });
}
