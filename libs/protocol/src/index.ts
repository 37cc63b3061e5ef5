export * from './lib/protocol-version.ts';
export * from './lib/finding.ts';
export * from './lib/image-facts.ts';
export * from './lib/image-facts-of.ts';
export * from './lib/check-slot.ts';
export type { Observation, SlotCheck } from './lib/slot-check.ts';
export * from './lib/unreadable-file.ts';
export { deviceOf } from './lib/checks/device-not-registered.check.ts';
export { shownType } from './lib/checks/wrong-image-type.check.ts';
