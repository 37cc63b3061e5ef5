import { outcomesCommitment, outcomesText, readOutcomes, type LesionOutcome } from '../index.ts';

const outcomes: LesionOutcome[] = [
  { lesion: 'C12-0002-L1', type: 'haemangioma', malignant: false, method: 'biopsy', specimenDate: '2020-02-01' },
  { lesion: 'C12-0001-L1', type: 'hcc', malignant: true, method: 'resection', specimenDate: '2020-01-01' },
];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const salt = new Uint8Array(32).fill(7);

describe('sealed outcomes', () => {
  it('read back, by lesion code', () => expect(readOutcomes(outcomesText(outcomes))).toEqual({ ok: true, value: [outcomes[1], outcomes[0]] }));
  it('have one text for one content', () => expect(outcomesText([...outcomes].reverse())).toBe(outcomesText(outcomes)));
  it('give another commitment for one other outcome or another salt', () => {
    const changed = outcomes.map((entry, index) => (index === 0 ? { ...entry, malignant: true } : entry));
    const commitment = outcomesCommitment(salt, bytes(outcomesText(outcomes)));
    expect(outcomesCommitment(salt, bytes(outcomesText(changed)))).not.toBe(commitment);
    expect(outcomesCommitment(new Uint8Array(32), bytes(outcomesText(outcomes)))).not.toBe(commitment);
  });
  it.each(['', 'lesion\nx\n', outcomesText(outcomes).replace('\t1\t', '\tyes\t')])('refuses %j', (text) => expect(readOutcomes(text).ok).toBe(false));
});
