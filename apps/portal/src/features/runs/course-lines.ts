import type { RunView } from '@echocohort/contracts';

type Taking = RunView['takings'][number];
type Act = RunView['acts'][number];

/** One event in the course of a run: a trainer took it, or somebody acted on it. */
export type CourseLine = { readonly kind: 'taking'; readonly at: string; readonly taking: Taking } | { readonly kind: 'act'; readonly at: string; readonly act: Act };

/** What trainers and people did to a run, in the order in which it happened. */
export function courseLines({ takings, acts }: Pick<RunView, 'takings' | 'acts'>): readonly CourseLine[] {
  const lines: CourseLine[] = [...takings.map((taking): CourseLine => ({ kind: 'taking', at: taking.at, taking })), ...acts.map((act): CourseLine => ({ kind: 'act', at: act.at, act }))];
  return lines.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
