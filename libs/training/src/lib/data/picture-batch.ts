/** Mean and deviation of ImageNet's three channels, as torch's pretrained networks expect them. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** Grey pictures as one batch in the network's layout: the grey repeated in three channels, each normalised. */
export function pictureBatch(pictures: readonly Float32Array[], side: number): Float32Array {
  const batch = new Float32Array(pictures.length * side * side * 3);
  let at = 0;
  for (const pixels of pictures) {
    for (let index = 0; index < side * side; index++) {
      const grey = pixels[index] ?? 0;
      batch[at] = (grey - MEAN[0]) / DEVIATION[0];
      batch[at + 1] = (grey - MEAN[1]) / DEVIATION[1];
      batch[at + 2] = (grey - MEAN[2]) / DEVIATION[2];
      at += 3;
    }
  }
  return batch;
}
