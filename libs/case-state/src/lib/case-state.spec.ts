import fc from 'fast-check';
import { assertGraph, blockers, CASE_EVENTS, CASE_STATES, frozen, graphProblems, isCaseState, nextState, TRANSITIONS, whyNotComplete } from '../index.ts';
import type { CaseEvent, CaseFacts, CaseState, FormFacts, SlotFacts } from '../index.ts';

const text = (en: string): { zh: string; en: string } => ({ zh: `〔${en}〕`, en });
const slot = (code: string, change: Partial<SlotFacts> = {}): SlotFacts => ({ code, min: 1, filled: 1, blocking: [], ...change });
const form = (change: Partial<FormFacts> = {}): FormFacts => ({ code: 'clinical', name: text('Clinical data'), missing: [], refused: [], ...change });
const facts = (change: Partial<CaseFacts> = {}): CaseFacts => ({ slots: [slot('L1'), slot('L3'), slot('D1'), slot('V1', { min: 0, filled: 0 })], forms: [form()], openQueries: 0, answeredQueries: 0, ...change });

const whole = facts();
const lacking = facts({ slots: [slot('L1'), slot('L3', { filled: 0 }), slot('D1', { filled: 0 })] });
const asked = facts({ openQueries: 1 });
const answered = facts({ answeredQueries: 1 });

describe('what keeps a case from being complete', () => {
  it('is nothing when all is there', () => expect(blockers(whole)).toEqual([]));

  it.each<[string, CaseFacts, { code: string; slot?: string; item?: string }[], string[]]>([
    ['missing images', lacking, [{ code: 'image-missing', slot: 'L3' }, { code: 'image-missing', slot: 'D1' }], ['2 images missing: L3, D1']],
    ['one image to replace', facts({ slots: [slot('L1', { blocking: ['wrong-image-type'] })] }), [{ code: 'image-has-finding', slot: 'L1' }], ['1 image to replace: L1']],
    ['a bad picture in an optional slot', facts({ slots: [slot('V1', { min: 0, blocking: ['single-frame-cine'] })] }), [{ code: 'image-has-finding', slot: 'V1' }], ['1 image to replace: V1']],
    ['a missing one has no finding', facts({ slots: [slot('L1', { filled: 0, blocking: ['x'] })] }), [{ code: 'image-missing', slot: 'L1' }], ['1 image missing: L1']],
    ['an open item', facts({ forms: [form({ missing: [{ code: 'age', label: text('Age') }] })] }), [{ code: 'item-missing', item: 'age' }], ['Clinical data: 1 item to complete']],
    ['a refused item', facts({ forms: [form({ missing: [{ code: 'age', label: text('Age') }], refused: [{ code: 'afp', label: text('AFP') }] })] }),
      [{ code: 'item-missing', item: 'age' }, { code: 'item-refused', item: 'afp' }], ['Clinical data: 2 items to complete']],
  ])('%s', (_, given, expected, lines) => {
    expect(blockers(given)).toMatchObject(expected);
    expect(blockers(given)).toHaveLength(expected.length);
    expect(whyNotComplete(given).map(({ en }) => en)).toEqual(lines);
  });

  it('is said in Chinese too', () => expect(whyNotComplete(lacking).map(({ zh }) => zh)).toEqual(['2 张图像缺失：L3、D1']));
});

describe('one step', () => {
  it.each<[CaseState, CaseEvent, string, CaseFacts, CaseState]>([
    ['collecting', 'images-changed', 'still lacking', lacking, 'collecting'],
    ['collecting', 'images-changed', 'all there', whole, 'complete'],
    ['collecting', 'data-changed', 'all there', whole, 'complete'],
    ['complete', 'data-changed', 'a value taken out', lacking, 'collecting'],
    ['complete', 'query-raised', 'on a slot', asked, 'queried'],
    ['queried', 'images-changed', 'the answer under way', asked, 'queried'],
    ['queried', 'query-settled', 'answered', answered, 'complete'],
    ['queried', 'query-settled', 'answered, image taken out', { ...lacking, answeredQueries: 1 }, 'collecting'],
    ['queried', 'query-settled', 'another one open', asked, 'queried'],
    ['complete', 'query-settled', 'closed', whole, 'complete'],
    ['complete', 'query-settled', 'closed when a value is gone', lacking, 'collecting'],
    ['accepted', 'query-settled', 'closed when a value is gone', lacking, 'collecting'],
    ['complete', 'panel-accepted', 'all well', whole, 'accepted'],
    ['accepted', 'images-changed', 'needs the panel again', whole, 'complete'],
    ['accepted', 'data-changed', 'stays', whole, 'accepted'],
    ['accepted', 'data-changed', 'a value taken out', lacking, 'collecting'],
    ['accepted', 'query-raised', 'late doubt', asked, 'queried'],
    ['accepted', 'locked', 'into a snapshot', whole, 'locked'],
    ['locked', 'withdrawn', 'consent withdrawn', whole, 'withdrawn'],
  ])('%s on %s (%s)', (from, event, _, given, to) => expect(nextState(from, event, given)).toEqual({ ok: true, value: { state: to, changed: from !== to } }));

  it.each<[CaseState, CaseEvent, CaseFacts, string, string]>([
    ['complete', 'panel-accepted', lacking, 'case-not-complete', '2 images missing: L3, D1.'],
    ['complete', 'panel-accepted', answered, 'case-has-live-queries', '1 query is not closed.'],
    ['collecting', 'panel-accepted', whole, 'case-transition-not-allowed', 'A case that is collecting cannot take the step panel-accepted.'],
    ['complete', 'locked', whole, 'case-transition-not-allowed', 'A case that is complete cannot take the step locked.'],
    ['locked', 'images-changed', whole, 'case-locked', 'The case is part of a locked snapshot and changes no more.'],
    ['locked', 'data-changed', whole, 'case-locked', 'The case is part of a locked snapshot and changes no more.'],
    ['locked', 'query-raised', asked, 'case-locked', 'The case is part of a locked snapshot and changes no more.'],
    ['withdrawn', 'data-changed', whole, 'case-withdrawn', 'The case is withdrawn and changes no more.'],
    ['withdrawn', 'withdrawn', whole, 'case-withdrawn', 'The case is withdrawn and changes no more.'],
  ])('%s refuses %s', (from, event, given, code, detail) => expect(nextState(from, event, given)).toMatchObject({ ok: false, refusal: { code, detail } }));

  it('knows what is frozen', () => expect(CASE_STATES.filter((state) => frozen(state) !== null)).toEqual(['locked', 'withdrawn']));
  it('reads stored states', () => expect([isCaseState('complete'), isCaseState('toString')]).toEqual([true, false]));
});

describe('any history of events', () => {
  const slotFacts = fc.record<SlotFacts>({ code: fc.constantFrom('L1', 'D1'), min: fc.nat(1), filled: fc.nat(1), blocking: fc.constantFrom([], ['x']) });
  const anyFacts = fc.record<CaseFacts>({ slots: fc.array(slotFacts, { maxLength: 3 }), forms: fc.constantFrom([], [form({ missing: [{ code: 'age', label: text('Age') }] })]), openQueries: fc.nat(2), answeredQueries: fc.nat(2) });
  const history = fc.array(fc.tuple(fc.constantFrom(...CASE_EVENTS), anyFacts), { maxLength: 12 });

  it('accepts complete cases without live queries only, locks accepted ones only, and never leaves withdrawn', () => {
    fc.assert(
      fc.property(history, (events) => {
        let state: CaseState = 'collecting';
        for (const [event, given] of events) {
          const next = nextState(state, event, given);
          if (!next.ok) continue;
          const to = next.value.state;
          if (to === 'accepted' || to === 'locked') expect(blockers(given)).toEqual([]);
          if (event === 'panel-accepted' || to === 'locked') expect(given.openQueries + given.answeredQueries).toBe(0);
          if (to === 'locked' && state !== 'locked') expect(state).toBe('accepted');
          if (state === 'withdrawn') expect(to).toBe('withdrawn');
          state = to;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the graph', () => {
  const broken = (change: (table: typeof TRANSITIONS) => typeof TRANSITIONS): string[] => graphProblems(change(TRANSITIONS));

  it('is sound', () => expect(() => assertGraph()).not.toThrow());
  it.each<[string, string[], (table: typeof TRANSITIONS) => typeof TRANSITIONS]>([
    ['a state nobody reaches', ['accepted cannot be reached', 'locked cannot be reached', 'nothing happens on panel-accepted'], (table) => table.filter(({ event }) => event !== 'panel-accepted')],
    ['a state without withdrawal', ['nothing leads out of locked', 'locked cannot be withdrawn'], (table) => table.filter(({ from }) => from !== 'locked')],
    ['a way out of withdrawn', ['withdrawn is final and yet something leads out of it'], (table) => [...table, { from: 'withdrawn', event: 'data-changed', to: 'collecting', guards: [] }]],
    ['a line below an unguarded one', ['collecting on query-raised → complete can never be taken'], (table) => [...table, { from: 'collecting', event: 'query-raised', to: 'complete', guards: [] }]],
  ])('%s is found', (_, problems, change) => {
    expect(broken(change)).toEqual(problems);
    expect(() => assertGraph(change(TRANSITIONS))).toThrow(problems[0]);
  });
});
