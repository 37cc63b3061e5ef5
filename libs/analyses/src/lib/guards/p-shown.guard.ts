import type { AnalysisReport } from '../results/report.schema.ts';
import { guarded, objectsOf, type Check, type Guard } from './guard.ts';

const LEVELS = [0.001, 0.01, 0.05];

/** The number that a shown p stands for; null for one that is not estimable. */
function bounds(shown: string): { least: number; most: number } | null {
  const read = /^(< |> )?(\d(?:\.\d+)?)$/.exec(shown);
  if (!read) return null;
  const value = Number(read[2]);
  return read[1] === '< ' ? { least: 0, most: value } : read[1] === '> ' ? { least: value, most: 1 } : { least: value, most: value };
}

function checkOf(where: string, p: unknown, shown: unknown): Check[] {
  if (typeof shown !== 'string') return [];
  const read = bounds(shown);
  if (typeof p !== 'number') return [{ where, holds: read === null, detail: `"${shown}" stands for a p that is not known.` }];
  if (read === null) return [{ where, holds: false, detail: `"${shown}" does not show the p that is known.` }];
  const zero = !shown.startsWith('<') && Number(read.least) === 0;
  const across = LEVELS.some((level) => (p < level) !== (read.least === read.most ? read.least < level : read.most <= level));
  return [{ where, holds: !zero && !across, detail: zero ? `"${shown}" claims that something cannot happen.` : `"${shown}" lies on the other side of a level than the p it stands for.` }];
}

function* checksOf(report: AnalysisReport): Generator<Check> {
  for (const { path, fields } of objectsOf(report.results)) {
    yield* checkOf(path, fields['p'], fields['shown']);
    yield* checkOf(`${path}.adjusted`, fields['adjusted'], fields['adjustedShown']);
  }
}

/** A p is never shown as 0.000 and never rounded across 0.001, 0.01 or 0.05. */
export const pShown: Guard = { name: 'p-shown', check: (report) => guarded(checksOf(report)) };
