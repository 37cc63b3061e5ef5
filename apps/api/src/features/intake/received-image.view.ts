import type { ReceivedImage } from '@echocohort/contracts';
import { findCase, findImage, receiptOfImage, type Tx } from '@echocohort/persistence';
import type { CurrentStudy } from '../../platform/active-study.ts';
import { blockerViews, missingSlots } from '../cases/case-facts.ts';
import { loadCase } from '../cases/case-progress.ts';
import { findingViewOf } from '../cases/finding.view.ts';
import { imageViewOf } from '../cases/image.view.ts';
import { receiptViewOf } from './receipts.ts';
import type { Recorded } from './record-image.ts';

/** The answer to an upload: the image with its receipt, and how the case stands now. */
export async function readReceived(tx: Tx, study: CurrentStudy, caseId: string, recorded: Recorded): Promise<ReceivedImage> {
  const row = await findCase(tx, caseId);
  const image = await findImage(tx, recorded.imageId);
  const receipt = await receiptOfImage(tx, recorded.imageId);
  if (row === null || image === null || receipt === null) throw new Error('a stored image cannot be read again');
  const { content, facts } = await loadCase(tx, study, row);
  return {
    image: imageViewOf(image),
    findings: content.findings.filter((finding) => finding.imageId === image.id).map(findingViewOf),
    state: row.state,
    missing: missingSlots(content, study.definition),
    blockers: blockerViews(facts),
    receipt: receiptViewOf(receipt),
    repeated: recorded.repeated,
  };
}
