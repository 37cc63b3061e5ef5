import { courseLines } from './course-lines.ts';

const taking = (at: string, why: 'first' | 'resumed') => ({ at, trainer: 'one', why, epoch: null, step: null });
const act = (at: string, what: 'paused' | 'resumed' | 'cancelled') => ({ at, act: what, by: 'Li', reason: null });

it('tells takings and what people did in their order', () => {
  const lines = courseLines({ takings: [taking('2026-11-23T10:00:00Z', 'first'), taking('2026-11-23T10:30:00Z', 'resumed')], acts: [act('2026-11-23T10:10:00Z', 'paused'), act('2026-11-23T10:29:00Z', 'resumed'), act('2026-11-23T11:00:00Z', 'cancelled')] });
  expect(lines.map((line) => (line.kind === 'act' ? line.act.act : line.taking.why))).toEqual(['first', 'paused', 'resumed', 'resumed', 'cancelled']);
});
