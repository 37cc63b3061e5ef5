import { countedImages, lesionSlots, protocolProblems, slotOf, usableProtocol } from '../index.ts';
import type { ProtocolVersion, Slot } from '../index.ts';
import { cineSlot, dopplerSlot, lesionSlot } from './spec-cases/slots.ts';

const protocol = (...slots: Slot[]): ProtocolVersion => ({ version: '1.0', slots });

describe('a protocol version', () => {
  it('counts what makes a lesion complete', () => expect(countedImages(protocol(dopplerSlot(), lesionSlot(), cineSlot()))).toBe(2));
  it('lists lesion slots in order', () => {
    const slots = lesionSlots(protocol(lesionSlot({ code: 'L2', order: 2 }), dopplerSlot(), lesionSlot()));
    expect(slots.map(({ code }) => code)).toEqual(['L1', 'L2']);
  });
  it('finds a slot by its code', () => expect([slotOf(protocol(lesionSlot()), 'L1')?.order, slotOf(protocol(lesionSlot()), 'X')]).toEqual([1, null]));

  it.each<[string, Slot[], string[]]>([
    ['sound', [lesionSlot(), dopplerSlot(), cineSlot()], []],
    ['without lesion slots', [dopplerSlot()], ['protocol-without-lesion-slots']],
    ['with a code twice', [lesionSlot(), lesionSlot({ order: 2 })], ['duplicate-code']],
    ['with an order twice', [lesionSlot(), lesionSlot({ code: 'L2' })], ['duplicate-order']],
    ['with max below min', [lesionSlot({ min: 2 })], ['slot-count-impossible']],
    ['counting an optional slot', [lesionSlot({ min: 0 })], ['slot-counted-but-optional']],
    ['with a still of role cine', [lesionSlot(), cineSlot({ imageType: 'b-mode', seconds: undefined })], ['slot-role-contradicts-type']],
    ['with seconds on a still', [lesionSlot({ seconds: { min: 1, max: 2 } })], ['slot-seconds-on-still']],
    ['with an impossible length', [lesionSlot(), cineSlot({ seconds: { min: 20, max: 10 } })], ['slot-seconds-impossible']],
    ['feeding nothing', [lesionSlot({ feeds: [] })], ['slot-feeds-nothing']],
  ])('%s', (_, slots, expected) => {
    expect(protocolProblems(protocol(...slots)).map(({ code }) => code)).toEqual(expected);
    expect(usableProtocol(protocol(...slots)).ok).toBe(expected.length === 0);
  });
});
