import { ok, refuse } from '@echocohort/kernel';
import type { LocalText, Refusal, Result } from '@echocohort/kernel';
import type { CaseFacts } from './case-facts.ts';
import { CASE_STATES, TRANSITIONS } from './transition-table.ts';
import type { CaseEvent, CaseState } from './transition-table.ts';

/** Where an event leads a case. */
export interface NextState {
  readonly state: CaseState;
  readonly changed: boolean;
}

const KNOWN: ReadonlySet<string> = new Set(CASE_STATES);

/** True for a text that names a state; stored rows are read with it. */
export const isCaseState = (text: string): text is CaseState => KNOWN.has(text);

/** Where the event leads, or a refusal: `case-locked`, `case-withdrawn`, the guard's code, or `case-transition-not-allowed`. */
export function nextState(current: CaseState, event: CaseEvent, facts: CaseFacts): Result<NextState> {
  const lines = TRANSITIONS.filter((entry) => entry.from === current && entry.event === event);
  let closest: Refusal | null = null;
  for (const { to, guards } of lines) {
    const refusing = guards.map((guard) => ({ guard, words: guard.refuses(facts) })).find(({ words }) => words !== null);
    if (!refusing) return ok({ state: to, changed: to !== current });
    closest ??= guardRefusal(refusing.guard.code, refusing.words);
  }
  return refuse(closest ?? frozen(current) ?? notAllowed(current, event));
}

const guardRefusal = (code: string, words: LocalText | null): Refusal => ({ code, detail: `${words?.en ?? 'A condition is not met'}.`, facts: { sentence: words } });

/** The refusal of a change to a case that changes no more, or null. For use cases to ask before they touch anything. */
export function frozen(state: CaseState): Refusal | null {
  if (state === 'locked') return { code: 'case-locked', detail: 'The case is part of a locked snapshot and changes no more.' };
  if (state === 'withdrawn') return { code: 'case-withdrawn', detail: 'The case is withdrawn and changes no more.' };
  return null;
}

const notAllowed = (current: CaseState, event: CaseEvent): Refusal => ({
  code: 'case-transition-not-allowed',
  detail: `A case that is ${current} cannot take the step ${event}.`,
  facts: { state: current, event },
});
