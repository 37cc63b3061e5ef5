import type { FoundText, PixelBox } from '@echocohort/text-detection';
import { decisionFor, type Decision } from './decisions.ts';

/** A box of the report: where text was found and what it means. Never the text. */
export interface ReportBox extends PixelBox {
  readonly frame: number;
  readonly verdict: FoundText['verdict'];
  readonly match: FoundText['match'];
  readonly looksHarmless: boolean;
  readonly decision: Decision['decision'] | null;
}

/** What the texts inside a picture and a person's decisions about them come to. */
export interface TextJudgement {
  /** Null: it may be written. */
  readonly hold: 'text-identifies' | 'text-inside-region' | 'rejected-by-person' | null;
  readonly boxes: readonly ReportBox[];
}

/** Boxes that a person chose to blank; they are blanked before the search. */
export const boxesToBlank = (decisions: readonly Decision[]): PixelBox[] => decisions.filter(({ decision }) => decision === 'blank').map(({ box }) => box);

/**
 * A person may reject, blank or call harmless each text that was found. What repeats the patient's own name, number or
 * dates can be blanked or rejected, never called harmless.
 */
export function judgeTexts(texts: readonly FoundText[], decisions: readonly Decision[]): TextJudgement {
  const boxes = texts.map(({ frame, box, verdict, match, looksHarmless }): ReportBox => {
    const given = decisionFor(decisions, box)?.decision ?? null;
    // What was to be blanked is blanked by now: a text that is still found there was not covered.
    const settled = given === 'reject' || (given === 'harmless' && verdict !== 'blocks');
    return { frame, ...box, verdict, match, looksHarmless, decision: settled ? given : null };
  });
  const rejected = decisions.some(({ decision }) => decision === 'reject');
  const open = boxes.filter(({ decision }) => decision === null);
  const hold = rejected ? 'rejected-by-person' : open.some(({ verdict }) => verdict === 'blocks') ? 'text-identifies' : open.length > 0 ? 'text-inside-region' : null;
  return { hold, boxes };
}
