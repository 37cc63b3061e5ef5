/** A picture with channels last, and the windows that a convolution moves over it. */
export interface Windows {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kernel: number;
  readonly stride: number;
  /** Zeros on each side. */
  readonly padding: number;
  readonly rows: number;
  readonly columns: number;
}

/** The windows of a convolution with torch's symmetric padding. */
export function windowsOf(height: number, width: number, channels: number, kernel: number, stride: number): Windows {
  const padding = (kernel - 1) / 2;
  const count = (size: number): number => Math.floor((size + 2 * padding - kernel) / stride) + 1;
  return { height, width, channels, kernel, stride, padding, rows: count(height), columns: count(width) };
}

/** Calls for each run of neighbouring values that a window and the picture share: where it begins in both, and its length. */
function eachRun({ height, width, channels, kernel, stride, padding, rows, columns }: Windows, run: (inPicture: number, inColumns: number, length: number) => void): void {
  const line = kernel * channels;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const left = column * stride - padding;
      const [from, to] = [Math.max(0, left), Math.min(width, left + kernel)];
      const start = (row * columns + column) * kernel * line + (from - left) * channels;
      for (let step = 0; step < kernel; step++) {
        const y = row * stride - padding + step;
        if (y >= 0 && y < height) run((y * width + from) * channels, start + step * line, (to - from) * channels);
      }
    }
  }
}

/** Lays each window's values side by side (im2col); what lies outside the picture stays as `columns` has it, zero. */
export function toColumns(windows: Windows, picture: Float32Array, columns: Float32Array): void {
  eachRun(windows, (from, at, length) => {
    for (let step = 0; step < length; step++) columns[at + step] = picture[from + step] ?? 0;
  });
}

/** Adds each window's values back to where they came from (col2im). */
export function fromColumns(windows: Windows, columns: Float32Array, picture: Float32Array): void {
  eachRun(windows, (from, at, length) => {
    for (let step = 0; step < length; step++) picture[from + step] = (picture[from + step] ?? 0) + (columns[at + step] ?? 0);
  });
}
