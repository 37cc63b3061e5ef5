import { approvalStatement, type ApprovalStatement } from '@echocohort/contracts';
import { renderFrame, type DicomFile, type RenderedFrame } from '@echocohort/dicom';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import type { ExaminedImage } from './examine-image.ts';

/** Mean brightness above which a box that is said to be blank is not; blocks of JPEG that reach over its edge ring a little. */
const BLACK = 10;

const invalid = (detail: string): Result<never> => refuse({ code: 'approval-invalid', field: 'approval', detail });

/** Reads the statement that came with a picture; null when none came. */
export function readApproval(text: string | undefined): Result<ApprovalStatement | null> {
  if (text === undefined) return ok(null);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return invalid('The statement of approval is no JSON.');
  }
  const parsed = approvalStatement.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return invalid(`The statement of approval does not have the form that is asked for, at "${parsed.error.issues[0]?.path.join('.') ?? ''}".`);
}

/** What the statement must say of the picture that it came with. */
export interface ApprovedDelivery {
  readonly required: boolean;
  readonly sha256: string;
  readonly image: ExaminedImage & { readonly file: DicomFile };
}

function meanBrightness({ rgba, width }: RenderedFrame, box: ApprovalStatement['boxes'][number]): number {
  let sum = 0;
  for (let y = box.y0; y <= box.y1; y++) {
    for (let x = box.x0; x <= box.x1; x++) {
      const at = (y * width + x) * 4;
      sum += Math.max(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
    }
  }
  return sum / ((box.y1 - box.y0 + 1) * (box.x1 - box.x0 + 1));
}

/** Boxes that somebody said to be blank are looked at in the first and the last frame. */
function notBlank(file: DicomFile, frames: number, boxes: ApprovalStatement['boxes']): boolean {
  if (boxes.length === 0) return false;
  return [...new Set([0, frames - 1])].some((index) => {
    const frame = renderFrame(file, index);
    return frame.ok && boxes.some((box) => meanBrightness(frame.value, box) > BLACK);
  });
}

/**
 * The statement must be there where the study demands one, be about these very bytes and this mask, and say nothing that the picture
 * denies: a box that is stated to be blank is looked at.
 */
export function checkApproval(approval: ApprovalStatement | null, { required, sha256, image }: ApprovedDelivery): Refusal | null {
  const about = { field: 'approval' };
  if (approval === null) {
    return required ? { ...about, code: 'approval-missing', detail: 'This study takes a picture only with a statement of who approved it. Review the picture, approve it, and send it again.' } : null;
  }
  if (approval.output !== sha256) return { ...about, code: 'approval-other-file', detail: 'The statement of approval is about other bytes than those that were sent. Review the picture again.' };
  const { rows, columns, frames } = image.facts;
  const [said, used] = [approval.template, image.template];
  if (said?.id !== used?.id || said?.version !== used?.version) return { ...about, code: 'approval-other-template', detail: 'The statement of approval names another mask template than the picture was cleaned with. Review the picture again.' };
  if (approval.boxes.some((box) => box.x1 >= columns || box.y1 >= rows || (box.frame ?? 0) >= frames)) return { ...about, code: 'approval-invalid', detail: 'A box of the statement lies outside the picture.' };
  const blanked = approval.boxes.filter(({ decision, reason }) => decision === 'blanked' && (reason === 'text' || reason === 'person'));
  if (notBlank(image.file, frames, blanked)) return { ...about, code: 'approval-box-not-blank', detail: 'A box that the statement calls blank is not black in the picture. Nothing was stored; review the picture again.' };
  return null;
}
