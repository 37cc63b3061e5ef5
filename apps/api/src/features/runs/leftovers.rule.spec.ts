import type { RunStatus } from '@echocohort/persistence';
import { FAILED_KEPT_DAYS, leftoversAreDue } from './leftovers.rule.ts';

const ENDED = new Date('2026-11-01T00:00:00Z');
const after = (days: number): Date => new Date(ENDED.getTime() + days * 86_400_000);

it.each<[RunStatus, Date | null, number, boolean]>([
  ['queued', null, 400, false], ['running', null, 400, false], ['paused', null, 400, false],
  ['finished', ENDED, 0, true], ['cancelled', ENDED, 0, true],
  ['failed', ENDED, 0, false], ['failed', ENDED, FAILED_KEPT_DAYS - 0.01, false], ['failed', ENDED, FAILED_KEPT_DAYS, true],
])('checkpoints of a %s run that ended at %p are due after %p days: %p', (status, finishedAt, days, due) => expect(leftoversAreDue({ status, finishedAt }, after(days))).toBe(due));
