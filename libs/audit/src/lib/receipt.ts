import { canonicalJson, ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { z } from 'zod';

export const RECEIPT_FORMAT = 'echocohort.receipt/1';

/** What the server promises: this image is stored, under this hash, in this slot of this case. */
export const receiptBodySchema = z.strictObject({
  format: z.literal(RECEIPT_FORMAT),
  study: z.string().min(1),
  /** Counts up within a study. */
  number: z.int().positive(),
  centre: z.string().min(1),
  /** Lesion code. */
  case: z.string().min(1),
  slot: z.string().min(1),
  /** SHA-256 of the stored bytes. */
  image: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().positive(),
  /** Codes of the findings that stand against the image; empty when there are none. */
  findings: z.array(z.string()),
  /** State of the case afterwards, and the required slots that are still empty. */
  state: z.string().min(1),
  missing: z.array(z.string()),
  at: z.iso.datetime({ precision: 3 }),
  /** First 16 hex digits of the SHA-256 of the raw public key. */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
});
export type ReceiptBody = z.infer<typeof receiptBodySchema>;

/** A receipt as the centre keeps it: the body, its number once more for people, and the Ed25519 signature (base64) over the body's canonical JSON. */
export const receiptSchema = z.strictObject({ number: z.int().positive().optional(), body: receiptBodySchema, signature: z.base64().length(88) });
export type Receipt = z.infer<typeof receiptSchema>;

/** The bytes that are signed. The format name inside keeps a receipt from passing as any other signed text. */
export const receiptBytes = (body: ReceiptBody): Uint8Array => new TextEncoder().encode(canonicalJson(body));

/** Checks an Ed25519 signature; handed in, because browser and server do it with different means. */
export type VerifySignature = (message: Uint8Array, signatureBase64: string) => boolean;

export interface ReceiptRefusal extends Refusal {
  readonly code: 'receipt-unreadable' | 'receipt-other-key' | 'receipt-signature-wrong';
}

/** Is this exactly what the holder of the key signed? `keyId` is that of the key that `verify` uses. */
export function verifyReceipt(value: unknown, keyId: string, verify: VerifySignature): Result<ReceiptBody, ReceiptRefusal> {
  const parsed = receiptSchema.safeParse(value);
  if (!parsed.success) return refuse({ code: 'receipt-unreadable', detail: 'This is not a receipt: fields are missing, unknown or misspelled.' });
  const { body, signature, number } = parsed.data;
  if (number !== undefined && number !== body.number) return refuse({ code: 'receipt-signature-wrong', detail: 'The number beside the receipt is not the one that was signed.' });
  if (body.keyId !== keyId) {
    return refuse({ code: 'receipt-other-key', detail: `The receipt was signed with key ${body.keyId}, not with ${keyId}; ask the server for that key.` });
  }
  if (!verify(receiptBytes(body), signature)) {
    return refuse({ code: 'receipt-signature-wrong', detail: 'The signature does not fit: the receipt was changed after it was signed, or was never signed with this key.' });
  }
  return ok(body);
}
