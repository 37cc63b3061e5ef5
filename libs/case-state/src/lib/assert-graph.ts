import { CASE_EVENTS, CASE_STATES, TRANSITIONS } from './transition-table.ts';
import type { CaseState, Transition } from './transition-table.ts';

/** States from which nothing leads on, by design. */
const FINAL: readonly CaseState[] = ['withdrawn'];
const FIRST: CaseState = 'collecting';

function reached(table: readonly Transition[]): Set<CaseState> {
  const seen = new Set<CaseState>([FIRST]);
  for (let size = 0; size !== seen.size; ) {
    size = seen.size;
    for (const { from, to } of table) if (seen.has(from)) seen.add(to);
  }
  return seen;
}

/** Lines that can never be taken because an unguarded line of the same state and event stands above them. */
function shadowed(table: readonly Transition[]): string[] {
  const closed = new Set<string>();
  return table.flatMap(({ from, event, to, guards }) => {
    const key = `${from} on ${event}`;
    const never = closed.has(key);
    if (guards.length === 0) closed.add(key);
    return never ? [`${key} → ${to} can never be taken`] : [];
  });
}

/** Everything wrong with a transition table; empty = sound. */
export function graphProblems(table: readonly Transition[] = TRANSITIONS): string[] {
  const states = reached(table);
  const used = new Set(table.map(({ event }) => event));
  return [
    ...CASE_STATES.filter((state) => !states.has(state)).map((state) => `${state} cannot be reached`),
    ...CASE_STATES.filter((state) => !FINAL.includes(state) && !table.some(({ from }) => from === state)).map((state) => `nothing leads out of ${state}`),
    ...table.filter(({ from }) => FINAL.includes(from)).map(({ from }) => `${from} is final and yet something leads out of it`),
    ...CASE_STATES.filter((state) => !FINAL.includes(state) && !table.some((entry) => entry.from === state && entry.event === 'withdrawn')).map((state) => `${state} cannot be withdrawn`),
    ...CASE_EVENTS.filter((event) => !used.has(event)).map((event) => `nothing happens on ${event}`),
    ...shadowed(table),
  ];
}

/** Called when a program starts: a broken table must not run a study. */
export function assertGraph(table: readonly Transition[] = TRANSITIONS): void {
  const problems = graphProblems(table);
  if (problems.length > 0) throw new Error(`The table of case states is broken: ${problems.join('; ')}`);
}
