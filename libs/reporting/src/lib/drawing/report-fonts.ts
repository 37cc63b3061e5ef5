import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The font of every figure and PDF, as files: the rasteriser opens them by path. */
export interface ReportFonts {
  readonly regular: string;
  readonly bold: string;
}

const PACKAGE = '@expo-google-fonts/noto-sans-sc';

/** Noto Sans SC as the installation ships it, found from the program that runs (any program of this installation will do). */
export function shippedFonts(program: string = process.argv[1] ?? process.cwd()): ReportFonts {
  for (const from of [program, join(process.cwd(), 'package.json')]) {
    try {
      const { resolve } = createRequire(from);
      return { regular: resolve(`${PACKAGE}/400Regular/NotoSansSC_400Regular.ttf`), bold: resolve(`${PACKAGE}/700Bold/NotoSansSC_700Bold.ttf`) };
    } catch {
      // The next place may have it; with none of them the sentence below says what is missing.
    }
  }
  throw new Error(`The font package ${PACKAGE} is not installed beside the program; install the packages of the platform.`);
}
