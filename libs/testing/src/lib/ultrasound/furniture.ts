import { drawText } from './bitmap-font.ts';
import type { Canvas } from './bitmap-font.ts';
import { flowColour } from './colour-flow.ts';
import type { ScreenBox } from './scan-conversion.ts';
import type { VendorLayout } from './vendor-layout.ts';

/** What a scanner writes on its screen. Names and dates are made up; they must be gone after cleaning. */
export interface ScreenText {
  readonly hospital: string;
  readonly patientName: string;
  readonly patientId: string;
  readonly date: string;
  readonly time: string;
  readonly model: string;
  readonly transducer: string;
}

function fill(canvas: Canvas, box: ScreenBox, shade: number): void {
  for (let y = box.y0; y <= Math.min(box.y1, canvas.height - 1); y++) {
    const from = (y * canvas.width + box.x0) * canvas.channels;
    canvas.bytes.fill(shade, from, from + (box.x1 - box.x0 + 1) * canvas.channels);
  }
}

/** Bars, names, settings and scales round the moving picture, never inside its box. */
export function drawFurniture(canvas: Canvas, layout: VendorLayout, text: ScreenText, picture: ScreenBox, depthCm: number, colour: boolean): void {
  const white = [235, 235, 235];
  const soft = [150, 170, 190];
  if (layout.name === 'left-column') {
    fill(canvas, { x0: 0, y0: 0, x1: layout.room.x0 - 3, y1: layout.height - 1 }, layout.barShade);
    drawText(canvas, text.model.slice(0, 11), 4, 30, soft);
    [text.transducer.slice(0, 11), 'FR 32HZ', 'RP', 'D' + depthCm.toFixed(1) + 'CM', '2D', 'GEN', 'GN 54', 'C 55', 'P LOW'].forEach((line, index) => drawText(canvas, line, 4, 44 + index * 11, soft));
    drawText(canvas, `${text.patientName}  ${text.patientId}`, 80, 5, white);
    drawText(canvas, `${text.hospital}  ${text.date} ${text.time}`, 80, 18, white);
  } else {
    fill(canvas, { x0: 0, y0: 0, x1: layout.width - 1, y1: Math.min(layout.room.y0, picture.y0) - 4 }, layout.barShade);
    const second = 23;
    drawText(canvas, text.patientName, 6, 6, white);
    drawText(canvas, text.patientId, Math.round(layout.width * 0.36), 6, white);
    drawText(canvas, `${text.date} ${text.time}`, layout.width - 126, 6, white);
    drawText(canvas, text.hospital, 6, second, white);
    drawText(canvas, `${text.model.slice(0, 14)} ${text.transducer.slice(0, 8)}`, layout.width - 150, second, soft);
    drawText(canvas, `ABD  MI 1.1  TIS 0.4  ${depthCm.toFixed(1)}CM  FR 28  G 52 DR 60`, 8, layout.height - 11, soft);
  }
  drawScales(canvas, layout, picture, depthCm, colour);
}

function drawScales(canvas: Canvas, layout: VendorLayout, picture: ScreenBox, depthCm: number, colour: boolean): void {
  const scaleX = Math.min(canvas.width - 14, layout.room.x1 + 6);
  const perCm = (picture.y1 - picture.y0 + 1) / depthCm;
  for (let cm = 0; cm <= depthCm; cm++) {
    const y = Math.round(picture.y0 + cm * perCm);
    fill(canvas, { x0: scaleX, y0: y, x1: scaleX + (cm % 5 === 0 ? 7 : 3), y1: y }, 190);
  }
  const barX = Math.max(2, layout.room.x0 - 14);
  const top = layout.name === 'left-column' ? layout.height - 110 : layout.room.y0 + 6;
  for (let step = 0; step < 90; step++) {
    if (!colour || canvas.channels === 1) {
      fill(canvas, { x0: barX, y0: top + step, x1: barX + 6, y1: top + step }, Math.round(255 * (1 - step / 90)));
      continue;
    }
    const shade = flowColour(1 - step / 45);
    for (let x = barX; x < barX + 7; x++) canvas.bytes.set(shade, ((top + step) * canvas.width + x) * 3);
  }
}

/** A pair of calipers with their reading INSIDE the picture: a deviation on lesion slots, planted by the rehearsal. */
export function drawCalipers(canvas: Canvas, from: { x: number; y: number }, to: { x: number; y: number }, reading: string): void {
  for (const point of [from, to]) drawText(canvas, '+', Math.round(point.x) - 2, Math.round(point.y) - 3, [255, 255, 0]);
  drawText(canvas, reading, Math.round(to.x) + 8, Math.round(to.y) - 3, [255, 255, 0]);
}
