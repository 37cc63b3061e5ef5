import fc from 'fast-check';
import { daysBetween } from '@echocohort/kernel';
import { dayShift, isMappedUid, mapUid, offlineSubjectCode, shiftPlainDate, SUBJECT_CODE } from './keyed-identity.ts';

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
const key = new Uint8Array(32).fill(1);
const other = new Uint8Array(32).fill(2);

describe('keyed UIDs', () => {
  it('are 2.25 UIDs of at most 64 characters that the check recognises', () => fc.assert(fc.property(keys, fc.string(), (secret, uid) => {
    const mapped = mapUid(secret, uid);
    expect(mapped.length).toBeLessThanOrEqual(64);
    expect(isMappedUid(mapped)).toBe(true);
  })));

  it('are the same for the same UID and key, and differ for another key or UID', () => {
    expect(mapUid(key, '1.2.3')).toBe(mapUid(key, '1.2.3'));
    expect(mapUid(key, '1.2.3')).not.toBe(mapUid(other, '1.2.3'));
    expect(mapUid(key, '1.2.3')).not.toBe(mapUid(key, '1.2.4'));
  });

  it.each(['1.2.840.10008.1.2', '2.25.1', '2.25.0123', '2.25.19700101', '2.25.13800138000', '2.25.340282366920938463463374607431768211456', '2.25.', ''])('does not take %s for one', (uid) => expect(isMappedUid(uid)).toBe(false));
});

describe('day shifts', () => {
  it('go into the past by a month to ten years and keep intervals', () => fc.assert(fc.property(keys, fc.nat({ max: 9999 }), (secret, number) => {
    const subject = `C03-${String(number).padStart(4, '0')}`;
    const shift = dayShift(secret, subject);
    expect(shift).toBeLessThanOrEqual(-31);
    expect(shift).toBeGreaterThanOrEqual(-3650);
    const [first, second] = [shiftPlainDate(secret, subject, '2020-02-20'), shiftPlainDate(secret, subject, '2020-03-28')];
    expect(daysBetween(first ?? '', second ?? '')).toBe(37);
  })));

  it('differ between subjects and keys', () => {
    const shifts = ['C03-0001', 'C03-0002', 'C04-0001'].map((subject) => dayShift(key, subject));
    expect(new Set([...shifts, dayShift(other, 'C03-0001')]).size).toBe(4);
  });

  it('leave a text that is no date alone', () => expect(shiftPlainDate(key, 'C03-0001', '31.12.2020')).toBeNull());
});

describe('pseudonyms without the register', () => {
  it('are subject codes of the centre, the same for the same patient, other for another centre', () => {
    const code = offlineSubjectCode(key, 'C03', 'H123');
    expect(code).toMatch(SUBJECT_CODE);
    expect(offlineSubjectCode(key, 'C03', 'H123')).toBe(code);
    expect(offlineSubjectCode(key, 'C04', 'H123').slice(4)).not.toBe(code.slice(4));
    expect(offlineSubjectCode(key, 'C03', '0H123')).not.toBe(code);
  });
});
