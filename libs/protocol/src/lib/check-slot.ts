import { cineLength } from './checks/cine-length.check.ts';
import { deviceNotRegistered } from './checks/device-not-registered.check.ts';
import { identifiableAttribute } from './checks/identifiable-attribute.check.ts';
import { marksInImage } from './checks/marks-in-image.check.ts';
import { matrixTooSmall } from './checks/matrix-too-small.check.ts';
import { noCalibration } from './checks/no-calibration.check.ts';
import { notAStill } from './checks/not-a-still.check.ts';
import { notUltrasound } from './checks/not-ultrasound.check.ts';
import { samePictureChecks } from './checks/same-picture.check.ts';
import { scanDateDiffers } from './checks/scan-date-differs.check.ts';
import { scanDateMissing } from './checks/scan-date-missing.check.ts';
import { singleFrameCine } from './checks/single-frame-cine.check.ts';
import { slotAlreadyFilled } from './checks/slot-already-filled.check.ts';
import { textOutsideImage } from './checks/text-outside-image.check.ts';
import { wrongImageType } from './checks/wrong-image-type.check.ts';
import { wrongSopClass } from './checks/wrong-sop-class.check.ts';
import type { Finding } from './finding.ts';
import type { ImageFacts, SlotContext } from './image-facts.ts';
import type { Slot } from './protocol-version.ts';
import { runCheck } from './slot-check.ts';
import type { SlotCheck } from './slot-check.ts';

/** Every check, in the order in which a person should read the findings: what it is, then how it fits, then the rest. */
export const SLOT_CHECKS: readonly SlotCheck[] = [
  notUltrasound,
  wrongSopClass,
  identifiableAttribute,
  textOutsideImage,
  notAStill,
  singleFrameCine,
  wrongImageType,
  matrixTooSmall,
  slotAlreadyFilled,
  ...samePictureChecks,
  scanDateDiffers,
  scanDateMissing,
  deviceNotRegistered,
  noCalibration,
  marksInImage,
  cineLength,
];

/** All findings of one picture for one slot, not only the first; empty when the picture is as the protocol wants it. */
export function checkSlot(facts: ImageFacts, slot: Slot, context: SlotContext): Finding[] {
  return SLOT_CHECKS.flatMap((check) => runCheck(check, facts, slot, context) ?? []);
}
