/** Latin letters, digits and signs, five by seven: seven rows of five bits each, as hexadecimal pairs. */
const LATIN: Readonly<Record<string, string>> = {
  A: '0e11111f111111', B: '1e11111e11111e', C: '0e11101010110e', D: '1c12111111121c', E: '1f10101e10101f', F: '1f10101e101010',
  G: '0e11101713110f', H: '1111111f111111', I: '0e04040404040e', J: '0702020202120c', K: '11121418141211', L: '1010101010101f',
  M: '111b1515111111', N: '11191513111111', O: '0e11111111110e', P: '1e11111e101010', Q: '0e11111115120d', R: '1e11111e141211',
  S: '0f10100e01011e', T: '1f040404040404', U: '1111111111110e', V: '11111111110a04', W: '1111111515150a', X: '11110a040a1111',
  Y: '11110a04040404', Z: '1f01020408101f', 0: '0e11131519110e', 1: '040c040404040e', 2: '0e11010204081f', 3: '1f02040201110e',
  4: '02060a121f0202', 5: '1f101e0101110e', 6: '0608101e11110e', 7: '1f010204080808', 8: '0e11110e11110e', 9: '0e11110f01020c',
  '.': '00000000000c0c', ':': '000c0c000c0c00', '-': '0000001f000000', '/': '00010204081000', '+': '0004041f040400', ',': '00000000060204',
  '(': '02040808080402', ')': '08040202020408', '%': '18190204081303', '^': '040a1100000000', '=': '00001f001f0000', ' ': '00000000000000',
};

/** A few simple Han characters as strokes on a grid of 12 by 12: "x,y x,y;..." Enough for made-up names and a hospital. */
const HAN: Readonly<Record<string, string>> = {
  王: '1,1 11,1;1,6 11,6;0,11 12,11;6,1 6,11', 大: '0,4 12,4;6,0 6,5 1,12;6,5 11,12', 中: '1,3 11,3 11,8 1,8 1,3;6,0 6,12',
  田: '1,1 11,1 11,11 1,11 1,1;6,1 6,11;1,6 11,6', 山: '6,0 6,11;1,4 1,11 11,11 11,4', 林: '0,4 5,4;2,0 2,12;2,4 0,9;2,4 5,8;6,4 12,4;9,0 9,12;9,4 6,10;9,4 12,10',
  丁: '0,1 12,1;6,1 6,11 4,10', 方: '6,0 6,2;0,3 12,3;5,3 4,7 1,12;4,6 10,6 9,11 7,12', 文: '6,0 6,2;0,3 12,3;9,3 6,9 0,12;3,3 6,9 12,12',
  白: '6,0 5,2;2,2 10,2 10,12 2,12 2,2;2,7 10,7', 云: '2,1 10,1;0,5 12,5;5,5 2,11 10,10;8,7 11,12', 平: '1,1 11,1;3,2 4,5;9,2 8,5;0,6 12,6;6,1 6,12',
  生: '3,0 1,5;2,3 11,3;2,7 10,7;0,11 12,11;6,0 6,11', 小: '6,0 6,12 4,11;3,4 0,9;9,4 12,9', 天: '1,1 11,1;0,5 12,5;6,1 6,5 1,12;6,5 11,12',
  月: '3,0 3,8 1,12;3,0 10,0 10,12 8,11;3,4 10,4;3,7 10,7', 日: '2,0 10,0 10,12 2,12 2,0;2,6 10,6', 正: '1,1 11,1;6,1 6,11;6,6 11,6;2,5 2,11;0,11 12,11',
  医: '12,0 1,0 1,12 12,12;5,2 3,5;4,4 11,4;2,7 12,7;7,4 7,7 3,11;7,7 11,11', 院: '1,0 1,12;1,0 4,0 2,4 4,7 2,8;8,0 8,1;5,4 5,2 12,2 12,4;6,5 11,5;5,8 12,8;8,8 7,11 5,12;10,8 10,12 12,12 12,10',
  名: '5,0 2,5;4,2 10,2 6,7 0,9;4,7 11,7 11,12 4,12 4,7;4,4 6,5', 号: '3,0 9,0 9,4 3,4 3,0;0,6 12,6;4,6 3,9 9,9 9,12 6,12', 女: '4,0 2,7 9,12;9,3 6,9 1,12;0,4 12,4', 男: '2,0 10,0 10,5 2,5 2,0;6,0 6,5;2,2 10,2;0,8 11,8 10,12 7,12;6,6 5,9 1,12',
};

/** Where text goes: one byte a channel, `channels` a pixel. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
}

function dot(canvas: Canvas, x: number, y: number, colour: readonly number[]): void {
  if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return;
  const at = (y * canvas.width + x) * canvas.channels;
  for (let channel = 0; channel < canvas.channels; channel++) canvas.bytes[at + channel] = colour[channel] ?? colour[0] ?? 255;
}

function drawLatin(canvas: Canvas, glyph: string, x: number, y: number, scale: number, colour: readonly number[]): void {
  const rows = glyph.match(/../g) ?? [];
  rows.forEach((row, line) => {
    const bits = Number.parseInt(row, 16);
    for (let column = 0; column < 5; column++) {
      if (!((bits >> (4 - column)) & 1)) continue;
      for (let up = 0; up < scale; up++) for (let over = 0; over < scale; over++) dot(canvas, x + column * scale + over, y + line * scale + up, colour);
    }
  });
}

function drawHan(canvas: Canvas, strokes: string, x: number, y: number, colour: readonly number[]): void {
  for (const stroke of strokes.split(';')) {
    const points = stroke.split(' ').map((pair) => pair.split(',').map(Number));
    for (let index = 0; index + 1 < points.length; index++) {
      const [fromX = 0, fromY = 0] = points[index] ?? [];
      const [toX = 0, toY = 0] = points[index + 1] ?? [];
      const steps = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1);
      for (let step = 0; step <= steps; step++) {
        dot(canvas, x + Math.round(fromX + ((toX - fromX) * step) / steps), y + Math.round(fromY + ((toY - fromY) * step) / steps), colour);
      }
    }
  }
}

/** Writes one line of text; returns the x after it. Characters that the font lacks leave a gap. */
export function drawText(canvas: Canvas, text: string, x: number, y: number, colour: readonly number[] = [255, 255, 255], scale = 1): number {
  let at = x;
  for (const character of text) {
    const han = HAN[character];
    const latin = LATIN[character.toUpperCase()];
    if (han) drawHan(canvas, han, at, y - 3, colour);
    else if (latin) drawLatin(canvas, latin, at, y, scale, colour);
    at += han ? 15 : 6 * scale;
  }
  return at;
}

/** The Han characters that can be drawn; made-up names use only these. */
export const HAN_CHARACTERS: readonly string[] = Object.keys(HAN);
