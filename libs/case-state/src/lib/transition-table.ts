import { counted, type LocalText } from '@echocohort/kernel';
import type { CaseFacts } from './case-facts.ts';
import { blockers, whyNotComplete } from './blockers.ts';

/** Where a case stands. */
export const CASE_STATES = ['collecting', 'complete', 'queried', 'accepted', 'locked', 'withdrawn'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/**
 * What can happen to a case. `images-changed` and `data-changed` come after every change of pictures or forms;
 * `query-raised` and `query-settled` after a query was opened, answered or closed.
 */
export const CASE_EVENTS = ['images-changed', 'data-changed', 'query-raised', 'query-settled', 'panel-accepted', 'locked', 'withdrawn'] as const;
export type CaseEvent = (typeof CASE_EVENTS)[number];

/** A condition of a transition: null when it holds, else why not, in words. */
export interface Guard {
  readonly code: string;
  refuses(facts: CaseFacts): LocalText | null;
}

const join = (lines: readonly LocalText[]): LocalText => ({ zh: lines.map(({ zh }) => zh).join('；'), en: lines.map(({ en }) => en).join('; ') });

/** Every required slot is filled without blocking findings and every form is complete. */
export const isComplete: Guard = {
  code: 'case-not-complete',
  refuses: (facts) => (blockers(facts).length === 0 ? null : join(whyNotComplete(facts))),
};

/** No query waits for the centre. */
export const nothingToAnswer: Guard = {
  code: 'case-has-open-queries',
  refuses: ({ openQueries: n }) => (n === 0 ? null : { zh: `${n} 个质疑待答复`, en: `${counted(n, 'query waits', 'queries wait')} for an answer` }),
};

/** No query is open or answered without being closed. */
export const noLiveQuery: Guard = {
  code: 'case-has-live-queries',
  refuses: ({ openQueries, answeredQueries }) => {
    const n = openQueries + answeredQueries;
    return n === 0 ? null : { zh: `${n} 个质疑尚未关闭`, en: `${counted(n, 'query is', 'queries are')} not closed` };
  },
};

/** One line: in state `from`, on `event`, go `to` the first place whose guards all hold. */
export interface Transition {
  readonly from: CaseState;
  readonly event: CaseEvent;
  readonly to: CaseState;
  readonly guards: readonly Guard[];
}

const line = (from: CaseState, event: CaseEvent, to: CaseState, ...guards: Guard[]): Transition => ({ from, event, to, guards });

/**
 * All that can happen, read from the top: of the lines of one state and event the first whose guards hold is taken.
 * A state and event without a line is refused. No other code assigns a state.
 */
export const TRANSITIONS: readonly Transition[] = [
  line('collecting', 'images-changed', 'complete', isComplete),
  line('collecting', 'images-changed', 'collecting'),
  line('collecting', 'data-changed', 'complete', isComplete),
  line('collecting', 'data-changed', 'collecting'),
  line('collecting', 'query-raised', 'queried'),
  line('collecting', 'query-settled', 'complete', isComplete),
  line('collecting', 'query-settled', 'collecting'),
  line('collecting', 'withdrawn', 'withdrawn'),

  line('complete', 'images-changed', 'complete', isComplete),
  line('complete', 'images-changed', 'collecting'),
  line('complete', 'data-changed', 'complete', isComplete),
  line('complete', 'data-changed', 'collecting'),
  line('complete', 'query-raised', 'queried'),
  line('complete', 'query-settled', 'complete', isComplete),
  line('complete', 'query-settled', 'collecting'),
  line('complete', 'panel-accepted', 'accepted', isComplete, noLiveQuery),
  line('complete', 'withdrawn', 'withdrawn'),

  // While a query waits for the centre, new pictures and values are work on the answer; the answer moves the case.
  line('queried', 'images-changed', 'queried'),
  line('queried', 'data-changed', 'queried'),
  line('queried', 'query-raised', 'queried'),
  line('queried', 'query-settled', 'complete', nothingToAnswer, isComplete),
  line('queried', 'query-settled', 'collecting', nothingToAnswer),
  line('queried', 'query-settled', 'queried'),
  line('queried', 'withdrawn', 'withdrawn'),

  // The panel accepted pictures: other pictures need its eyes again, other values do not.
  line('accepted', 'images-changed', 'complete', isComplete),
  line('accepted', 'images-changed', 'collecting'),
  line('accepted', 'data-changed', 'accepted', isComplete),
  line('accepted', 'data-changed', 'collecting'),
  line('accepted', 'query-raised', 'queried'),
  line('accepted', 'query-settled', 'accepted', isComplete),
  line('accepted', 'query-settled', 'collecting'),
  line('accepted', 'locked', 'locked', isComplete, noLiveQuery),
  line('accepted', 'withdrawn', 'withdrawn'),

  // A locked case changes no more. Withdrawal of consent still ends it; the snapshot keeps what was signed.
  line('locked', 'withdrawn', 'withdrawn'),
];
