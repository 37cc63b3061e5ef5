import { ok, refuse } from '@echocohort/kernel';
import type { LocalText, Refusal, Result } from '@echocohort/kernel';

/** What a slot's picture is for: the lesion network, the liver background branch, reading of features, or the reader study. */
export const SLOT_ROLES = ['lesion', 'background', 'feature', 'cine'] as const;
export type SlotRole = (typeof SLOT_ROLES)[number];

/** What kind of picture a slot takes: grey-scale, colour or power Doppler, or a moving clip. */
export const SLOT_IMAGE_TYPES = ['b-mode', 'colour', 'cine'] as const;
export type SlotImageType = (typeof SLOT_IMAGE_TYPES)[number];

/** One place of the acquisition protocol: which view, of which kind, how many, and what reads it later. */
export interface Slot {
  /** Short code that everybody says, such as `L1`. */
  readonly code: string;
  /** Place in the protocol, from 1; also the number in exported file names. */
  readonly order: number;
  readonly name: LocalText;
  /** The plane to scan, as the person at the machine reads it. */
  readonly view: LocalText;
  readonly role: SlotRole;
  readonly imageType: SlotImageType;
  /** Fewest and most current images of this slot. `min` 0 = optional. */
  readonly min: number;
  readonly max: number;
  /** Does it count towards a complete lesion? */
  readonly counted: boolean;
  /** What later steps read it (`model-l`, `model-lb`, `lb-branch`, `vascularity`, `reader-study`). */
  readonly feeds: readonly string[];
  readonly minRows: number;
  readonly minColumns: number;
  /** Measurements must not be burnt into this picture: they would teach the network. */
  readonly noCalipers: boolean;
  /** Length of a clip in seconds; only cine slots carry it. */
  readonly seconds?: { readonly min: number; readonly max: number };
}

/** One version of the acquisition protocol, in force until an amendment brings another. */
export interface ProtocolVersion {
  readonly version: string;
  readonly slots: readonly Slot[];
}

/** The slots in protocol order. */
export const slotsInOrder = (protocol: ProtocolVersion): Slot[] => [...protocol.slots].sort((a, b) => a.order - b.order);

/** The slots that make a lesion complete, in protocol order. */
export const countedSlots = (protocol: ProtocolVersion): Slot[] => slotsInOrder(protocol).filter((slot) => slot.counted);

/** Slot codes whose pictures are averaged to a lesion's score (paper 2.5). */
export const lesionSlots = (protocol: ProtocolVersion): Slot[] => slotsInOrder(protocol).filter((slot) => slot.role === 'lesion');

/** How many images a complete lesion has. The paper's 11 is this sum over its protocol, not a constant. */
export const countedImages = (protocol: ProtocolVersion): number => countedSlots(protocol).reduce((sum, slot) => sum + slot.min, 0);

/** The slot of that code, or null. */
export const slotOf = (protocol: ProtocolVersion, code: string): Slot | null => protocol.slots.find((slot) => slot.code === code) ?? null;

/** Everything that makes a protocol version unusable, each with a code and what to do. Empty = usable. */
export function protocolProblems(protocol: ProtocolVersion): Refusal[] {
  const problems: Refusal[] = [];
  if (!protocol.slots.some((slot) => slot.role === 'lesion')) {
    problems.push({ code: 'protocol-without-lesion-slots', detail: 'The protocol has no slot of role lesion. Give at least one slot the role lesion: its pictures make the score.' });
  }
  const seen = { code: new Set<string>(), order: new Set<number>() };
  for (const slot of protocol.slots) {
    if (seen.code.has(slot.code)) problems.push({ code: 'duplicate-code', slot: slot.code, detail: `Two slots have the code ${slot.code}. Give each slot its own code.` });
    if (seen.order.has(slot.order)) problems.push({ code: 'duplicate-order', slot: slot.code, detail: `Two slots have the order ${slot.order}. Give each slot its own place.` });
    seen.code.add(slot.code);
    seen.order.add(slot.order);
    problems.push(...slotProblems(slot));
  }
  return problems;
}

function slotProblems(slot: Slot): Refusal[] {
  const problems: Refusal[] = [];
  const add = (code: string, detail: string): void => void problems.push({ code, slot: slot.code, detail: `Slot ${slot.code}: ${detail}` });
  if (slot.max < 1 || slot.max < slot.min) add('slot-count-impossible', `at least ${slot.min} and at most ${slot.max} images cannot be kept. Let max be 1 or more and not below min.`);
  if (slot.counted && slot.min < 1) add('slot-counted-but-optional', 'it counts towards a complete lesion and yet needs no image. Set min to 1 or counted to false.');
  if ((slot.role === 'cine') !== (slot.imageType === 'cine')) add('slot-role-contradicts-type', 'role cine and image type cine go together. Change one of them.');
  if (slot.imageType !== 'cine' && slot.seconds) add('slot-seconds-on-still', 'only a cine slot has a length in seconds. Remove it.');
  if (slot.seconds && slot.seconds.min > slot.seconds.max) add('slot-seconds-impossible', `a clip of at least ${slot.seconds.min} s and at most ${slot.seconds.max} s cannot exist. Correct the range.`);
  if (slot.feeds.length === 0) add('slot-feeds-nothing', 'it says nothing about what reads it. Fill feeds.');
  return problems;
}

/** The protocol version when it is usable, else its first problem with all of them as facts. */
export function usableProtocol(protocol: ProtocolVersion): Result<ProtocolVersion> {
  const problems = protocolProblems(protocol);
  const [first] = problems;
  return first ? refuse({ ...first, facts: { problems } }) : ok(protocol);
}
