import type { ApprovalStatement, ApprovedBox } from '@echocohort/contracts';
import type { IntakeFile } from './intake-files.ts';
import type { Kept, PreparedFile, Rectangle, TextBox } from './prepared-file.ts';

const sameBox = (a: Rectangle, b: Rectangle): boolean => a.x0 === b.x0 && a.y0 === b.y0 && a.x1 === b.x1 && a.y1 === b.y1;

/** Boxes that a person wants black: drawn ones, and texts that were decided to go. */
export function wantedBlanks(file: IntakeFile): readonly Rectangle[] {
  const texts = (file.search?.texts ?? []).filter((text) => file.decisions.get(text.id)?.kind === 'blank').map(({ box }) => box);
  return [...file.drawn, ...texts];
}

/** Whether the clean file holds exactly these boxes already. */
export function blanksHold(file: IntakeFile): boolean {
  const [wanted, held] = [wantedBlanks(file), file.prepared?.blanked ?? []];
  return wanted.length === held.length && wanted.every((box) => held.some((other) => sameBox(box, other)));
}

const covers = (outer: Rectangle, inner: Rectangle): boolean => outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1;

/** Texts that still wait for a decision. A box that a person drew over one settles it. */
export function openTexts(file: IntakeFile): readonly TextBox[] {
  return (file.search?.texts ?? []).filter((text) => !file.decisions.has(text.id) && !file.drawn.some((box) => covers(box, text.box)));
}

export type ReviewState = 'reading' | 'held' | 'text-open' | 'to-approve' | 'approved' | 'rejected' | 'sent';

/** Where a file stands on its way to an approval. */
export function reviewState(file: IntakeFile): ReviewState {
  if (file.status === 'stored' || file.status === 'sending') return 'sent';
  if (file.verdict === 'rejected') return 'rejected';
  if (file.status === 'held') return 'held';
  if (!file.prepared || file.status === 'reading' || !blanksHold(file)) return 'reading';
  if (openTexts(file).length > 0) return 'text-open';
  return file.verdict === null ? 'to-approve' : 'approved';
}

export const approvable = (file: IntakeFile): boolean => reviewState(file) === 'to-approve';

const boundsOf = (kept: Kept): Rectangle => {
  if (kept.kind === 'rectangle') return { x0: kept.x0, y0: kept.y0, x1: kept.x1, y1: kept.y1 };
  const [xs, ys] = [kept.points.map(([x]) => x), kept.points.map(([, y]) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs) - 1, y1: Math.max(...ys) - 1 };
};

/** Regions follow the depth that was set, so those of one layout may differ by this share of the screen. */
const REGION_PLAY = 0.15;

/**
 * Files of one scanner layout look alike: same machine, software and size, the same template or as many regions, each at nearly the same
 * place.
 */
export function sameLayout(a: PreparedFile, b: PreparedFile): boolean {
  const { layout: one, template: mine } = a;
  const { layout: two, template: other } = b;
  if (one.manufacturer !== two.manufacturer || one.model !== two.model || one.software !== two.software || one.rows !== two.rows || one.columns !== two.columns) return false;
  if (mine?.id !== other?.id || mine?.version !== other?.version || a.kept.length !== b.kept.length) return false;
  const [dx, dy] = [one.columns * REGION_PLAY, one.rows * REGION_PLAY];
  return a.kept.map(boundsOf).every((box, index) => {
    const near = b.kept.map(boundsOf)[index];
    return near !== undefined && Math.abs(box.x0 - near.x0) <= dx && Math.abs(box.x1 - near.x1) <= dx && Math.abs(box.y0 - near.y0) <= dy && Math.abs(box.y1 - near.y1) <= dy;
  });
}

/**
 * Files that can be approved together with this one: of its layout, with nothing found inside and nothing drawn. A file in which a person
 * had to decide something is approved by itself.
 */
export function batchOf(file: IntakeFile, files: readonly IntakeFile[]): readonly IntakeFile[] {
  const { prepared } = file;
  if (!prepared) return [];
  return files.filter((other) => approvable(other) && other.prepared !== null && sameLayout(other.prepared, prepared) && (other.id === file.id || ((other.search?.texts.length ?? 0) === 0 && other.drawn.length === 0)));
}

function textBox(text: TextBox, file: IntakeFile): ApprovedBox {
  const decision = file.decisions.get(text.id);
  const where = { ...text.box, frame: text.frame, reason: 'text' as const };
  return decision?.kind === 'harmless' ? { ...where, decision: 'harmless', because: decision.because } : { ...where, decision: 'blanked', because: null };
}

/** Share of the screen that stays, by the bounds of what stays. */
export function keptShare({ kept, layout }: NonNullable<IntakeFile['prepared']>): number {
  const area = kept.map(boundsOf).reduce((sum, { x0, y0, x1, y1 }) => sum + (x1 - x0 + 1) * (y1 - y0 + 1), 0);
  return Math.min(1, area / Math.max(1, layout.rows * layout.columns));
}

/** Every box of the picture with its reason and what was decided. */
export function boxesOf(file: IntakeFile): readonly ApprovedBox[] {
  const { prepared } = file;
  if (!prepared) return [];
  const whole = { frame: null, because: null };
  return [
    ...prepared.kept.map((kept) => ({ ...boundsOf(kept), ...whole, reason: prepared.template ? ('template' as const) : ('outside' as const), decision: 'kept' as const })),
    ...(file.search?.texts ?? []).map((text) => textBox(text, file)),
    ...file.drawn.map((box) => ({ ...box, ...whole, reason: 'person' as const, decision: 'blanked' as const })),
  ];
}

/** What is stated when the file is sent; null while nobody approved it. */
export function statementOf(file: IntakeFile): ApprovalStatement | null {
  const { prepared, verdict } = file;
  if (!prepared || verdict === null || verdict === 'rejected') return null;
  return { input: prepared.source, output: prepared.sha256, how: verdict === 'approved' ? 'one' : 'batch', searchedFrames: file.search?.frames ?? 0, template: prepared.template, boxes: [...boxesOf(file)] };
}
