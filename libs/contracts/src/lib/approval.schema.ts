import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const pixel = z.number().int().min(0).max(65_535);

/** Why a box is on the picture: beside the trusted regions, beside a mask template's kept area, text found inside, drawn by a person. */
export const BOX_REASONS = ['outside', 'template', 'text', 'person'] as const;

/** Why text inside the picture may stay. A closed list: words of one's own could carry what the list is there to keep out. */
export const HARMLESS_REASONS = ['scale', 'machine-setting', 'view-label', 'measurement', 'not-text'] as const;
export type HarmlessReason = (typeof HARMLESS_REASONS)[number];

/** One box of an approved picture, in pixels of the stored image, corners inclusive. */
export const approvedBox = z
  .strictObject({ x0: pixel, y0: pixel, x1: pixel, y1: pixel, frame: z.number().int().min(0).nullable().default(null), reason: z.enum(BOX_REASONS), decision: z.enum(['kept', 'blanked', 'harmless']), because: z.enum(HARMLESS_REASONS).nullable().default(null) })
  .refine(({ x0, y0, x1, y1 }) => x0 <= x1 && y0 <= y1, 'a box goes from its upper left to its lower right corner')
  .refine(({ decision, because }) => (decision === 'harmless') === (because !== null), 'a harmless text says why, nothing else does');
export type ApprovedBox = z.output<typeof approvedBox>;

/**
 * What a person states when a de-identified picture is sent: made of which file, which bytes were approved, how it was looked at and what
 * was decided. Travels beside the picture (form field `approval`, as JSON) and goes into the audit trail. Holds no word of the picture.
 */
export const approvalStatement = z.strictObject({
  /** SHA-256 of the scanner's file; it stays at the centre. */
  input: sha256,
  /** SHA-256 of the bytes that were approved: those that are sent. */
  output: sha256,
  /** `one`: looked at by itself. `batch`: approved with others of the same scanner layout. `command`: by whoever ran the command, for a whole folder. */
  how: z.enum(['one', 'batch', 'command']),
  /** Whether the inside of the picture was searched for text, and in how many frames. */
  searchedFrames: z.number().int().min(0),
  /** Mask template that said what stays, where no region of the file could be trusted. */
  template: z.strictObject({ id: z.uuid(), version: z.number().int().positive() }).nullable().default(null),
  boxes: z.array(approvedBox).max(80),
});
export type ApprovalStatement = z.output<typeof approvalStatement>;

/** A statement of a command that cleaned a whole folder: nobody looked at the picture by itself. */
export const commandApproval = (input: string, output: string, searchedFrames = 0): ApprovalStatement => ({ input, output, how: 'command', searchedFrames, template: null, boxes: [] });
