import { addToLedger, EMPTY_LEDGER, ledgerCsv, ledgerRows, ledgerText, restoreLedger, type LedgerContent, type LedgerIdentity } from './ledger.ts';

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const identity = (number: string, name: string | Uint8Array = 'Tovkarix^Quen', characterSet = 'ISO_IR 100'): LedgerIdentity => ({ number: base64(number), name: base64(name), birthDate: base64('19700203'), characterSet: base64(characterSet), shiftDays: -412 });

function filled(...entries: readonly (readonly [string, LedgerIdentity])[]): LedgerContent {
  return entries.reduce<LedgerContent>((ledger, [subject, patient]) => {
    const next = addToLedger(ledger, subject, patient);
    if (!next.ok) throw new Error(next.refusal.code);
    return next.value;
  }, EMPTY_LEDGER);
}

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }): string => (result.ok ? 'ok' : result.refusal.code);

describe('the re-identification ledger', () => {
  const ledger = filled(['C03-0001', identity('H1')], ['C03-0002', identity('H2')]);

  it('keeps the first entry of a patient and refuses another patient under the same code', () => {
    const again = addToLedger(ledger, 'C03-0001', identity('H1', 'Tovkarix^Q.'));
    expect(again.ok && again.value).toBe(ledger);
    expect(codeOf(addToLedger(ledger, 'C03-0001', identity('H9')))).toBe('ledger-conflict');
    expect(codeOf(addToLedger(ledger, 'Meier', identity('H9')))).toBe('subject-code-invalid');
  });

  it('is restored from a copy: subjects of both, and a conflict changes nothing', () => {
    const copy = filled(['C03-0002', identity('H2')], ['C03-0003', identity('H3')]);
    const restored = restoreLedger(ledger, copy);
    expect(restored.ok && Object.keys(restored.value.subjects).sort()).toEqual(['C03-0001', 'C03-0002', 'C03-0003']);
    expect(restored.ok && ledgerText(restored.value)).toBe(ledgerText(filled(['C03-0003', identity('H3')], ['C03-0002', identity('H2')], ['C03-0001', identity('H1')])));
    const clash = restoreLedger(ledger, filled(['C03-0001', identity('H9')]));
    expect(clash.ok ? null : clash.refusal).toMatchObject({ code: 'ledger-conflict', facts: { subjects: ['C03-0001'] } });
    expect(restoreLedger(EMPTY_LEDGER, ledger)).toEqual({ ok: true, value: ledger });
  });

  it.each([
    ['Latin letters', 'Müller^Ann', Buffer.from('Müller^Ann', 'latin1'), 'ISO_IR 100'], ['UTF-8', 'Ouyang=欧阳', Buffer.from('Ouyang=欧阳'), 'ISO_IR 192'],
    ['GB18030', '欧阳', Buffer.of(0xc5, 0xb7, 0xd1, 0xf4), 'GB18030'], ['GB18030 under a wrong label', '欧阳', Buffer.of(0xc5, 0xb7, 0xd1, 0xf4), 'ISO_IR 100'],
    ['ISO 2022', '欧阳', Buffer.of(0x1b, 0x24, 0x29, 0x41, 0xc5, 0xb7, 0xd1, 0xf4), '\\ISO 2022 IR 58'],
  ])('shows names in %s', (_set, name, bytes, characterSet) => expect(ledgerRows(filled(['C03-0001', identity('H1', bytes, characterSet)]))[0]?.name).toBe(name));

  it('is exported as CSV in the order of the codes', () => {
    const csv = ledgerCsv(filled(['C03-0002', identity('H,2')], ['C03-0001', identity('H1')]));
    expect(csv).toBe('subject,number,name,birth_date,shift_days\r\nC03-0001,H1,Tovkarix^Quen,19700203,-412\r\nC03-0002,"H,2",Tovkarix^Quen,19700203,-412\r\n');
  });
});
