/** A query that the panel member has marked but not yet sent. */
export interface StagedQuery {
  readonly slot: string;
  readonly reasonCode: string;
  readonly text: string;
}

const same = (a: StagedQuery, slot: string, reasonCode: string): boolean => a.slot === slot && a.reasonCode === reasonCode;

/** Marks a reason on a slot, or takes the mark away when it is there. */
export function toggled(staged: readonly StagedQuery[], slot: string, reasonCode: string): readonly StagedQuery[] {
  return staged.some((query) => same(query, slot, reasonCode)) ? staged.filter((query) => !same(query, slot, reasonCode)) : [...staged, { slot, reasonCode, text: '' }];
}

/** Puts words to a mark. */
export const worded = (staged: readonly StagedQuery[], slot: string, reasonCode: string, text: string): readonly StagedQuery[] => staged.map((query) => (same(query, slot, reasonCode) ? { ...query, text } : query));

/** Takes the last mark back. */
export const undone = (staged: readonly StagedQuery[]): readonly StagedQuery[] => staged.slice(0, -1);

/** The reason that a digit key stands for: 1 to 9, then 0 for the tenth. */
export function reasonOfKey<R>(reasons: readonly R[], key: string): R | undefined {
  if (!/^\d$/.test(key)) return undefined;
  return reasons[key === '0' ? 9 : Number(key) - 1];
}

/** The digit that stands for the reason at this place; none from the eleventh on. */
export const keyOfReason = (index: number): string => (index < 9 ? String(index + 1) : index === 9 ? '0' : '');
