import { receiptBodySchema, receiptBytes, RECEIPT_FORMAT, type ReceiptBody } from '@echocohort/audit';
import type { ReceiptRow } from '@echocohort/persistence';
import type { ReceiptView } from '@echocohort/contracts';
import type { SigningKey } from '../../platform/signing-key.ts';

/** Signs what the server promises of a stored image. */
export function signReceipt(key: SigningKey, facts: Omit<ReceiptBody, 'format' | 'keyId'>): ReceiptRow {
  const body = receiptBodySchema.parse({ ...facts, format: RECEIPT_FORMAT, keyId: key.keyId });
  return { number: body.number, body, signature: key.sign(receiptBytes(body)) };
}

/** A stored receipt as it is shown; read with its schema, so that a changed row shows. */
export const receiptViewOf = (row: ReceiptRow): ReceiptView => ({ number: row.number, body: receiptBodySchema.parse(row.body), signature: row.signature });
