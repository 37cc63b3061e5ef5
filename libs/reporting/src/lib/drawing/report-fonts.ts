import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutlineFonts } from './outline-text.ts';
import { TrueTypeFont } from './true-type.ts';

/** The font of every figure and PDF, regular and bold, as TrueType files' bytes. */
export interface ReportFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

const PACKAGE = '@expo-google-fonts/noto-sans-sc';

/** Noto Sans SC as the installation ships it, found from the program that runs (any program of this installation will do). */
export async function shippedFonts(program: string = process.argv[1] ?? process.cwd()): Promise<ReportFonts> {
  const [regular, bold] = await Promise.all(fontFiles(program).map(async (file) => new Uint8Array(await readFile(file))));
  return { regular: regular ?? new Uint8Array(), bold: bold ?? new Uint8Array() };
}

/** The fonts as the rasteriser needs them. */
export const outlineFonts = (fonts: ReportFonts): OutlineFonts => ({ regular: new TrueTypeFont(fonts.regular), bold: new TrueTypeFont(fonts.bold) });

function fontFiles(program: string): readonly string[] {
  for (const from of [program, join(process.cwd(), 'package.json')]) {
    try {
      const { resolve } = createRequire(from);
      return [resolve(`${PACKAGE}/400Regular/NotoSansSC_400Regular.ttf`), resolve(`${PACKAGE}/700Bold/NotoSansSC_700Bold.ttf`)];
    } catch {
      // The next place may have it; with none of them the sentence below says what is missing.
    }
  }
  throw new Error(`The font package ${PACKAGE} is not installed beside the program; install the packages of the platform.`);
}
