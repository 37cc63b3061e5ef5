/** `dicom/<subject>/<lesion>/<NN_slot>.dcm`; NN is the slot's place in the protocol. */
export function imagePath(slots: readonly { readonly code: string; readonly order: number }[], subject: string, lesion: string, slot: string): string {
  const order = slots.find((entry) => entry.code === slot)?.order ?? 0;
  return `dicom/${subject}/${lesion}/${String(order).padStart(2, '0')}_${slot}.dcm`;
}
