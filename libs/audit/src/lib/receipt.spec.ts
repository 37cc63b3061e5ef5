import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { RECEIPT_FORMAT, receiptBytes, verifyReceipt, type ReceiptBody } from '../index.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const rawKey = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
const keyId = createHash('sha256').update(rawKey).digest('hex').slice(0, 16);
const check = (message: Uint8Array, signature: string): boolean => verify(null, message, publicKey, Buffer.from(signature, 'base64'));

const body: ReceiptBody = {
  format: RECEIPT_FORMAT, study: 'fll-liver', number: 12, centre: 'C03', case: 'C03-0142-L1', slot: 'B1', image: 'ab'.repeat(32), sizeBytes: 100,
  findings: [], state: 'collecting', missing: ['L1', 'L2'], at: '2026-11-23T09:00:00.000Z', keyId,
};
const receipt = { body, signature: sign(null, receiptBytes(body), privateKey).toString('base64') };

describe('verifyReceipt', () => {
  it('accepts what the key signed', () => {
    expect(verifyReceipt(receipt, keyId, check)).toEqual({ ok: true, value: body });
    expect(verifyReceipt({ number: 12, ...receipt }, keyId, check).ok).toBe(true);
  });

  it.each<[string, unknown, string]>([
    ['another image', { ...receipt, body: { ...body, image: 'cd'.repeat(32) } }, 'receipt-signature-wrong'],
    ['a shorter list of what is missing', { ...receipt, body: { ...body, missing: ['L1'] } }, 'receipt-signature-wrong'],
    ['a signature of another key', { ...receipt, signature: sign(null, receiptBytes(body), other.privateKey).toString('base64') }, 'receipt-signature-wrong'],
    ['another key id', { ...receipt, body: { ...body, keyId: '0'.repeat(16) } }, 'receipt-other-key'],
    ['another number beside it', { ...receipt, number: 13 }, 'receipt-signature-wrong'],
    ['an added field', { ...receipt, body: { ...body, patient: 'x' } }, 'receipt-unreadable'],
    ['no receipt', [], 'receipt-unreadable'],
    ['a short signature', { ...receipt, signature: 'AAAA' }, 'receipt-unreadable'],
  ])('refuses %s', (_, value, code) => expect(verifyReceipt(value, keyId, check)).toMatchObject({ ok: false, refusal: { code } }));
});
