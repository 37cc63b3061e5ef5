import { shownType, type ImageFacts } from '@echocohort/protocol';

/** What is known of a file when its slot is guessed. */
export interface NamedFile {
  readonly id: number;
  readonly name: string;
  readonly facts: ImageFacts | null;
}

export interface SlotChoice {
  readonly code: string;
  readonly order: number;
  readonly imageType: string;
  /** Whether the case still lacks an image here; filled slots are only taken when the name says so. */
  readonly free: boolean;
}

/** Made once: a comparison that makes its own collator takes most of the time of a long list. */
const NAMES = new Intl.Collator('en', { numeric: true });
const byName = (a: NamedFile, b: NamedFile): number => NAMES.compare(a.name, b.name);

const stem = (name: string): string => name.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z]{1,5}$/, '');

/** The slot whose code stands alone in the file's name (`03_L3.dcm`). */
function codeIn(name: string, slots: readonly SlotChoice[]): SlotChoice | undefined {
  const parts = stem(name).toUpperCase().split(/[^A-Z0-9]+/);
  return slots.find((slot) => parts.includes(slot.code.toUpperCase()));
}

/** The slot whose place in the protocol is the only number of the name (`03.dcm`, `IM003`). */
function numberIn(name: string, slots: readonly SlotChoice[]): SlotChoice | undefined {
  const numbers = stem(name).match(/\d+/g) ?? [];
  return numbers.length === 1 ? slots.find((slot) => slot.order === Number(numbers[0])) : undefined;
}

/** Could this picture be of the slot's kind? A picture that says nothing could be any. */
function fits(file: NamedFile, slot: SlotChoice): boolean {
  if (!file.facts) return true;
  if (file.facts.frames > 1 || slot.imageType === 'cine') return file.facts.frames > 1 && slot.imageType === 'cine';
  const shown = shownType(file.facts);
  return shown === null || shown === slot.imageType;
}

/**
 * Proposes a slot for each file: its code in the name, else its number, else the next free slot of its kind in protocol
 * order. No slot is proposed twice; what finds none stays unassigned for the person.
 */
export function suggestSlots(files: readonly NamedFile[], slots: readonly SlotChoice[], taken: ReadonlySet<string> = new Set()): ReadonlyMap<number, string> {
  const given = new Map<number, string>();
  const used = new Set(taken);
  const give = (file: NamedFile, slot: SlotChoice | undefined): void => {
    if (!slot || used.has(slot.code) || given.has(file.id)) return;
    given.set(file.id, slot.code);
    used.add(slot.code);
  };
  const ordered = [...files].sort(byName);
  const places = [...slots].sort((a, b) => a.order - b.order);
  for (const file of ordered) give(file, codeIn(file.name, places));
  const numbered = ordered.filter((file) => !given.has(file.id));
  const agree = numbered.every((file) => numberIn(file.name, places)) && new Set(numbered.map((file) => numberIn(file.name, places)?.code)).size === numbered.length;
  if (agree) for (const file of numbered) give(file, numberIn(file.name, places));
  for (const file of ordered) if (!given.has(file.id)) give(file, places.find((slot) => slot.free && !used.has(slot.code) && fits(file, slot)));
  return given;
}
