import { ok, refuse, type Result } from '@echocohort/kernel';
import { setName } from './set-name.ts';
import type { LesionScore } from './lesion-score.ts';

const HEAD = 'lesion,patient,set,images,score';

/** `predictions.csv`: codes and scores only, never an outcome. Scores keep all their digits. */
export const writePredictions = (scores: readonly LesionScore[]): string => [HEAD, ...scores.map(({ lesion, patient, set, images, score }) => `${lesion},${patient},${set},${images},${score}`)].join('\n') + '\n';

function readLine(line: string): LesionScore | null {
  const [lesion, patient, set, images, score, ...more] = line.split(',');
  const named = setName.safeParse(set);
  if (!lesion || !patient || !named.success || more.length > 0 || !/^\d+$/.test(images ?? '') || score === undefined || score.trim() === '' || !Number.isFinite(Number(score))) return null;
  return { lesion, patient, set: named.data, images: Number(images), score: Number(score) };
}

/** Reads the file back; refuses the first line that is not one of ours. */
export function readPredictions(text: string): Result<LesionScore[]> {
  const [head, ...lines] = text.trimEnd().split('\n');
  if (head !== HEAD) return refuse({ code: 'predictions-unreadable', detail: `predictions.csv must begin with the line ${HEAD}.` });
  const scores: LesionScore[] = [];
  for (const [index, line] of lines.entries()) {
    const score = readLine(line);
    if (!score) return refuse({ code: 'predictions-unreadable', detail: `Line ${index + 2} of predictions.csv is not a lesion, patient, set, image count and score.` });
    scores.push(score);
  }
  return ok(scores);
}
