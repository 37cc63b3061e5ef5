import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { blocks, checkSlot, type Finding, type RegisteredDevice, type SamePicture, type SlotContext } from '@echocohort/protocol';
import type { IntakeFile } from './intake-files.ts';
import { reviewState } from './review-state.ts';
import { slotOfView } from './slot-requirements.ts';

export const LEAST_REASON = 3;

/** What the slot of a file says to it. */
export interface SlotVerdict {
  readonly findings: readonly Finding[];
  /** The image that the file would replace. */
  readonly current: string | null;
  readonly sendable: boolean;
}

const devicesOf = (study: StudyView, centre: string): readonly RegisteredDevice[] =>
  study.devices.filter((device) => device.centre === centre).map(({ code, manufacturer, model, transducer }) => ({ code, manufacturer, model, transducer: transducer ?? '' }));

/**
 * May it go as it stands? Where the study demands an approval nothing goes without; where it does not, a text that was found inside the
 * picture still holds the file until a person has looked at it.
 */
function released(file: IntakeFile, study: StudyView): boolean {
  if (file.status !== 'clean' && file.status !== 'refused') return false;
  const state = reviewState(file);
  return state === 'approved' || (state === 'to-approve' && study.approval === 'optional');
}

/** The same pixels twice in what was dropped; the API looks through the whole study. */
function sameDropped(file: IntakeFile, files: readonly IntakeFile[]): readonly SamePicture[] {
  const pixels = file.prepared?.pixelSha256;
  return files.filter((other) => other.id !== file.id && other.slot !== null && other.prepared?.pixelSha256 === pixels).map((other) => ({ relation: other.slot === file.slot ? 'same-slot' : 'same-lesion', case: null, slot: other.slot }));
}

/** Files that are out of the way: they claim no slot. */
const outOfTheWay = (file: IntakeFile): boolean => file.status === 'held' || file.status === 'stored' || file.verdict === 'rejected';

/** Whether another file that may still be sent claims the same slot. */
export const claimedTwice = (file: IntakeFile, files: readonly IntakeFile[]): boolean => files.some((other) => other.id !== file.id && other.slot === file.slot && !outOfTheWay(other));

/** The checks of one file in its slot, as the API will do them again with what only it knows. */
export function verdictOf(file: IntakeFile, files: readonly IntakeFile[], board: CaseBoard, study: StudyView): SlotVerdict | null {
  const view = study.slots.find((slot) => slot.code === file.slot);
  if (!view || !file.prepared) return null;
  const current = board.slots.find((held) => held.code === view.code)?.image?.id ?? null;
  const replacing = current !== null && file.reason.trim().length >= LEAST_REASON;
  const dates = files.flatMap((other) => other.prepared?.facts.scanDate ?? []);
  const context: SlotContext = {
    examDate: board.scanDate ?? dates[0] ?? null,
    filled: current === null ? 0 : 1,
    replacing,
    devices: devicesOf(study, board.centre),
    samePictures: sameDropped(file, files),
  };
  const findings = checkSlot(file.prepared.facts, slotOfView(view), context);
  return { findings, current, sendable: released(file, study) && !blocks(findings) && !claimedTwice(file, files) && (current === null || replacing) };
}
