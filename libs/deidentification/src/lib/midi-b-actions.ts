import type { Action, CleanFile } from './deidentification.types.ts';

/** Action names of the MIDI-B benchmark's checker, so that reports of different tools can be compared. */
export type MidiBAction =
  | 'tag_retained' | 'text_notnull' | 'text_retained' | 'text_removed' | 'date_shifted' | 'uid_changed' | 'uid_consistent' | 'patid_consistent' | 'pixels_hidden' | 'pixels_retained';

const SUBJECT: ReadonlySet<string> = new Set(['0010,0010', '0010,0020']);
const PIXELS = '7fe0,0010';

const NAMES: Readonly<Record<Action['action'], readonly MidiBAction[]>> = {
  kept: ['tag_retained', 'text_retained'],
  removed: ['text_removed'],
  emptied: ['tag_retained', 'text_removed'],
  replaced: ['tag_retained', 'text_removed', 'text_notnull'],
  'uid-mapped': ['tag_retained', 'uid_changed', 'uid_consistent'],
  'date-shifted': ['tag_retained', 'date_shifted'],
  cleaned: ['tag_retained', 'text_notnull'],
  blanked: ['pixels_hidden', 'pixels_retained'],
  added: ['text_notnull'],
};

/** What was done to one path, in the benchmark's terms: pixels are hidden outside the mask and retained inside. */
export function midiBActions({ path, action }: Action): readonly MidiBAction[] {
  if (SUBJECT.has(path)) return ['tag_retained', 'text_removed', 'text_notnull', 'patid_consistent'];
  return path === PIXELS ? NAMES.blanked : NAMES[action];
}

/** How often each of the ten actions was taken on a file. */
export function countMidiBActions({ actions }: Pick<CleanFile, 'actions'>): Readonly<Record<MidiBAction, number>> {
  const counts: Record<MidiBAction, number> = {
    tag_retained: 0, text_notnull: 0, text_retained: 0, text_removed: 0, date_shifted: 0, uid_changed: 0, uid_consistent: 0, patid_consistent: 0, pixels_hidden: 0, pixels_retained: 0,
  };
  for (const name of actions.flatMap(midiBActions)) counts[name]++;
  return counts;
}
