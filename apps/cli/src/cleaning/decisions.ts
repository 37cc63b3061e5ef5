import { HARMLESS_REASONS } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { PixelBox } from '@echocohort/text-detection';
import { z } from 'zod';

const pixel = z.number().int().min(0).max(65_535);

/** One decision of a person about a text that was found inside the picture. */
const decision = z
  .strictObject({
    /** The report's name of the input: SHA-256 of its path relative to IN. */
    input: z.string().regex(/^[0-9a-f]{64}$/),
    /** The report's `source`: SHA-256 of the input's bytes, so that a decision never falls on another picture. */
    source: z.string().regex(/^[0-9a-f]{64}$/),
    box: z.strictObject({ x0: pixel, y0: pixel, x1: pixel, y1: pixel }).refine(({ x0, y0, x1, y1 }) => x0 <= x1 && y0 <= y1),
    decision: z.enum(['harmless', 'blank', 'reject']),
    /** Why a text may stay: one of a closed list. */
    because: z.enum(HARMLESS_REASONS).optional(),
  })
  .refine((given) => given.decision !== 'harmless' || given.because !== undefined, { path: ['because'] });
const decisionsFile = z.strictObject({ decisions: z.array(decision).max(1_000_000) });

/** What a person decided about one box. */
export type Decision = z.output<typeof decision>;

/** Reads a decisions file; names the entry that is wrong, never its content. */
export function readDecisions(text: string): Result<readonly Decision[]> {
  const wrong = (where: string): Result<never> => refuse({
    code: 'decisions-unreadable',
    detail: `The decisions file is not as it should be${where}: {"decisions": [{"input", "source", "box": {"x0","y0","x1","y1"}, "decision": "harmless"|"blank"|"reject", "because"}]}, with "because" one of ${HARMLESS_REASONS.join(', ')} for harmless.`,
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return wrong('');
  }
  const parsed = decisionsFile.safeParse(json);
  return parsed.success ? ok(parsed.data.decisions) : wrong(` (at ${parsed.error.issues[0]?.path.join('.') || 'its start'})`);
}

/** How much of a found box a decision must cover to be about it. */
const COVERS = 0.9;

const area = ({ x0, y0, x1, y1 }: PixelBox): number => Math.max(0, x1 - x0 + 1) * Math.max(0, y1 - y0 + 1);
const shared = (a: PixelBox, b: PixelBox): number => area({ x0: Math.max(a.x0, b.x0), y0: Math.max(a.y0, b.y0), x1: Math.min(a.x1, b.x1), y1: Math.min(a.y1, b.y1) });

/** The decision about a found box, if there is one; the strictest where several cover it. */
export function decisionFor(decisions: readonly Decision[], box: PixelBox): Decision | null {
  const about = decisions.filter((given) => shared(given.box, box) >= COVERS * area(box));
  return ['reject', 'blank', 'harmless'].flatMap((kind) => about.filter((given) => given.decision === kind))[0] ?? null;
}
