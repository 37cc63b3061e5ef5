export * from './lib/case-facts.ts';
export * from './lib/blockers.ts';
export { CASE_EVENTS, CASE_STATES, TRANSITIONS } from './lib/transition-table.ts';
export type { CaseEvent, CaseState, Guard, Transition } from './lib/transition-table.ts';
export * from './lib/assert-graph.ts';
export * from './lib/next-state.ts';
