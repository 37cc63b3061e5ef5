import type { Opinion, OpinionFactor, OpinionInterval } from '@echocohort/contracts';
import type { Predictor, ScoredPicture } from '@echocohort/inference';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { CutPicture } from '@echocohort/training';
import { readFactors } from './factor-form.ts';
import type { OpinionQuestion } from './opinion-question.ts';

/** Near training cases that are shown. */
const NEAR = 6;

/** What a model says, before it is known who may see what of it. */
export interface ModelAnswer {
  readonly scored: ScoredPicture;
  readonly cut: CutPicture;
  readonly risk: number | null;
  readonly replaced: readonly string[];
  readonly interval: OpinionInterval;
  readonly nearest: ReturnType<Predictor['nearest']>;
  readonly usualDistance: Opinion['usualDistance'];
}

function cutsOf(predictor: Predictor, question: OpinionQuestion): Result<{ lesion: CutPicture; background: CutPicture[] }> {
  const { image, background, lesionBox, backgroundBox } = question;
  const lesion = predictor.cut(image.bytes, 'lesion', lesionBox);
  if (!lesion.ok) return lesion;
  if (!predictor.needsBackground) return ok({ lesion: lesion.value, background: [] });
  if (background === null && backgroundBox === null) return refuse({ code: 'background-outline-missing', detail: `Model-${predictor.run.config.model} also looks at the liver background: draw it on this picture, or give a picture of it.`, field: 'background' });
  const cut = predictor.cut((background ?? image).bytes, 'background', backgroundBox);
  return cut.ok ? ok({ lesion: lesion.value, background: [cut.value] }) : cut;
}

function intervalOf(predictor: Predictor, value: number, of: 'score' | 'risk'): OpinionInterval {
  const interval = predictor.interval(value);
  const { calibration } = predictor;
  return interval.method === 'none' || calibration.method === 'none' ? { method: 'none', reason: interval.method === 'none' ? interval.reason : '' } : { ...interval, of, malignant: calibration.malignant };
}

/** Scores the question: network, regression of Model-LBC, interval, neighbours. */
export async function scoreQuestion(predictor: Predictor, question: OpinionQuestion, factors: readonly OpinionFactor[]): Promise<Result<ModelAnswer>> {
  const given = readFactors(factors, question.wish.factors);
  if (!given.ok) return given;
  const cuts = cutsOf(predictor, question);
  if (!cuts.ok) return cuts;
  const { lesion, background } = cuts.value;
  const all = await predictor.score([lesion.pixels], background.map(({ pixels }) => pixels));
  if (!all.ok) return all;
  const [scored] = all.value;
  if (scored === undefined || !Number.isFinite(scored.score)) return refuse({ code: 'score-not-finite', detail: 'The network gives no number for this picture.' });
  const { lbcRisk } = await import('@echocohort/inference');
  const joint = predictor.lbc === null ? ok(null) : lbcRisk(predictor.lbc, scored.score, given.value);
  if (!joint.ok) return joint;
  const risk = joint.value?.risk ?? null;
  return ok({
    scored, cut: lesion, risk, replaced: joint.value?.replaced ?? [], interval: intervalOf(predictor, risk ?? scored.score, risk === null ? 'score' : 'risk'),
    nearest: predictor.nearest(scored.feature, NEAR), usualDistance: predictor.usualDistance(),
  });
}
