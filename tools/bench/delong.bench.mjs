import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { seededRandom } from '@echocohort/kernel';
import { aucDelong } from '@echocohort/statistics';
import { inPairs, median } from './pairs.mjs';

const COUNT = 1_000_000;
const RUNS = 5;
const run = promisify(execFile);

/** The same work in R: pROC's curve and DeLong interval of a million scores; prints the milliseconds of it alone, without R's start. */
const PROC = `suppressMessages(library(pROC)); set.seed(1); n <- ${COUNT}; y <- as.integer(runif(n) < 0.8); s <- runif(n) + 0.4 * y
once <- function() ci.auc(roc(y, s, levels = c(0, 1), direction = "<", quiet = TRUE), method = "delong")
invisible(once()); cat(1000 * system.time(once())[["elapsed"]])`;

/** Milliseconds of pROC, or null where R or pROC is not installed. */
async function procOnce() {
  try {
    const { stdout } = await run('Rscript', ['-e', PROC], { env: { ...process.env, TZ: 'UTC' } });
    return Number(stdout.trim().split(/\s+/).at(-1));
  } catch {
    return null;
  }
}

function once(outcomes, scores) {
  const start = performance.now();
  const estimate = aucDelong(outcomes, scores);
  if (!estimate.ok) throw new Error(estimate.refusal.code);
  return performance.now() - start;
}

/** A million scores against pROC where R is installed; else against sorting them once, since no method in O(n log n) can do without. */
export default async function measure() {
  const random = seededRandom('bench-delong');
  const outcomes = Array.from({ length: COUNT }, () => random() < 0.8);
  const scores = outcomes.map((positive) => random() + (positive ? 0.4 : 0));
  const sorting = await inPairs({ runs: RUNS, unit: 'ms', baselineName: 'one Float64Array sort of the same scores', work: () => once(outcomes, scores), baseline: () => Float64Array.from(scores).sort() });
  if ((await procOnce()) === null) {
    console.error('delong: R with pROC is not installed (Debian: r-cran-proc), so the comparison with it is skipped; the baseline is one sort.');
    return sorting;
  }
  const [own, other] = [[], []];
  for (let at = 0; at < RUNS; at++) {
    own.push(once(outcomes, scores));
    other.push((await procOnce()) ?? NaN);
  }
  const round = (value) => Number(value.toPrecision(4));
  return { unit: 'ms', value: round(median(own)), baseline: round(median(other)), baselineName: 'pROC roc and ci.auc(method = "delong") in R', ratio: round(median(own.map((value, at) => value / other[at]))), runs: RUNS, againstOneSort: sorting.ratio };
}
