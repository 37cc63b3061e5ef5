import type { Action } from '@echocohort/deidentification';
import { isTextVr, lookUp, parseTag } from '@echocohort/dicom';

/** The ten actions of MIDI-B (its published checker's names), in its order. */
export const ACTION_NAMES = ['tag_retained', 'text_notnull', 'text_retained', 'text_removed', 'date_shifted', 'uid_changed', 'uid_consistent', 'patid_consistent', 'pixels_hidden', 'pixels_retained'] as const;

/** How many elements, or frames, of one input each action was done to. */
export type ActionCounts = Readonly<Record<(typeof ACTION_NAMES)[number], number>>;

export const NO_ACTIONS: ActionCounts = { tag_retained: 0, text_notnull: 0, text_retained: 0, text_removed: 0, date_shifted: 0, uid_changed: 0, uid_consistent: 0, patid_consistent: 0, pixels_hidden: 0, pixels_retained: 0 };

/** What the counts need besides the list of actions. */
export interface Counted {
  readonly actions: readonly Action[];
  readonly frames: number;
  /** Instance UIDs of the output that are the key's image of those of the source. */
  readonly consistentUids: number;
  /** Whether the subject code in the output is the key's image of the source's number. */
  readonly consistentPatient: boolean;
  /** Frames whose kept pixels are those of the source. */
  readonly retainedFrames: number;
}

const PATIENT_ID = '0010,0020';

function isText(path: string): boolean {
  const tag = /([0-9a-f]{4},[0-9a-f]{4})$/.exec(path)?.[1];
  const vr = tag === undefined ? undefined : lookUp(parseTag(tag))?.vr;
  return vr !== undefined && vr !== 'UI' && vr !== 'DA' && vr !== 'DT' && isTextVr(vr);
}

/**
 * The actions of one file counted under MIDI-B's names. They count what was done and, for the consistent ones, what was checked;
 * a score needs that benchmark's answer key.
 */
export function countActions({ actions, frames, consistentUids, consistentPatient, retainedFrames }: Counted): ActionCounts {
  const count = (kinds: readonly Action['action'][], only: (path: string) => boolean = () => true): number => actions.filter(({ path, action }) => kinds.includes(action) && !path.startsWith('(') && only(path)).length;
  return {
    tag_retained: count(['kept', 'cleaned', 'replaced', 'uid-mapped', 'date-shifted']),
    text_notnull: count(['kept', 'cleaned', 'replaced', 'added'], isText),
    text_retained: count(['kept'], isText),
    text_removed: count(['removed', 'emptied', 'replaced'], (path) => isText(path) || path === PATIENT_ID),
    date_shifted: count(['date-shifted']),
    uid_changed: count(['uid-mapped']),
    uid_consistent: consistentUids,
    patid_consistent: consistentPatient ? 1 : 0,
    pixels_hidden: actions.some(({ action }) => action === 'blanked') ? frames : 0,
    pixels_retained: retainedFrames,
  };
}
