import { approvalStatement } from '@echocohort/contracts';
import { changed, newFile, type IntakeChange, type IntakeFile } from './intake-files.ts';
import type { Picture, PreparedFile, Rectangle, TextBox } from './prepared-file.ts';
import { approvable, batchOf, blanksHold, boxesOf, keptShare, openTexts, reviewState, sameLayout, statementOf, wantedBlanks } from './review-state.ts';

const CROP: Picture = { width: 1, height: 1, rgba: new Uint8ClampedArray(4) };
const REGION: Rectangle = { x0: 10, y0: 10, x1: 59, y1: 109 };
const BOX: Rectangle = { x0: 20, y0: 20, x1: 40, y1: 30 };

const prepared = (change: Partial<PreparedFile> = {}): PreparedFile => ({
  source: 'a'.repeat(64), clean: new Blob(['x']), sha256: 'b'.repeat(64), pixelSha256: 'c'.repeat(64), frameTime: null, template: null, blanked: [], actions: [], codes: [],
  facts: {
    sopClassUid: '', modality: 'US', rows: 200, columns: 100, frames: 1, seconds: null, regionDataTypes: [1], imageType: [], colourPixels: null, calibrated: true, marksInImage: null, textOutsideImage: null,
    identifiablePaths: [], scanDate: null, manufacturer: 'GE', model: 'E9', transducer: '',
  },
  layout: { manufacturer: 'GE', model: 'E9', software: '1', rows: 200, columns: 100 }, kept: [{ kind: 'rectangle', ...REGION }], ...change,
});
const text = (id: number, match: TextBox['match'] = null): TextBox => ({ id, frame: 0, box: BOX, match, looksHarmless: false, text: 'MI', crop: CROP });
const ready = (id = 1, texts: readonly TextBox[] = [], change: Partial<PreparedFile> = {}): IntakeFile => after([newFile(id, new File(['x'], 'x.dcm'), 'L1')], { kind: 'prepared', id, prepared: prepared(change), search: { texts, frames: 1 } });
function after(files: readonly IntakeFile[], ...changes: readonly IntakeChange[]): IntakeFile {
  const [file] = changes.reduce(changed, files);
  if (!file) throw new Error('the file is gone');
  return file;
}

describe('where a file stands', () => {
  it.each<[string, IntakeFile, string]>([
    ['just dropped', newFile(1, new File(['x'], 'x'), null), 'reading'],
    ['clean, nothing found', ready(), 'to-approve'],
    ['text inside', ready(1, [text(0)]), 'text-open'],
    ['held', after([newFile(1, new File(['x'], 'x'), null)], { kind: 'held', id: 1, refusal: { code: 'truncated', detail: '' } }), 'held'],
    ['rejected by a person', after([ready()], { kind: 'verdict', ids: [1], verdict: 'rejected' }), 'rejected'],
    ['approved', after([ready()], { kind: 'verdict', ids: [1], verdict: 'approved' }), 'approved'],
    ['on its way', after([ready()], { kind: 'sending', id: 1, slot: 'L1' }), 'sent'],
  ])('%s', (_, file, state) => expect(reviewState(file)).toBe(state));

  it('waits for the clean file to be made anew when a box is to be blanked', () => {
    const decided = after([ready(1, [text(0, 'name')])], { kind: 'text-decided', id: 1, text: 0, decision: { kind: 'blank' } });
    expect([wantedBlanks(decided), blanksHold(decided), reviewState(decided), approvable(decided)]).toEqual([[BOX], false, 'reading', false]);
    const made = after([decided], { kind: 'prepared', id: 1, prepared: prepared({ blanked: [BOX], sha256: 'd'.repeat(64) }), search: null });
    expect([blanksHold(made), reviewState(made), made.search?.texts.length]).toEqual([true, 'to-approve', 1]);
  });

  it('lets harmless text stay only with a reason, and takes the decision back', () => {
    const decided = after([ready(1, [text(0)])], { kind: 'text-decided', id: 1, text: 0, decision: { kind: 'harmless', because: 'scale' } });
    expect([openTexts(decided).length, reviewState(decided)]).toEqual([0, 'to-approve']);
    expect(reviewState(after([decided], { kind: 'text-decided', id: 1, text: 0, decision: null }))).toBe('text-open');
  });

  it('takes a text as settled by a box that a person drew over it, not by one beside it', () => {
    const file = ready(1, [text(0)]);
    expect(openTexts(after([file], { kind: 'box-drawn', id: 1, box: { x0: 15, y0: 15, x1: 45, y1: 35 } }))).toEqual([]);
    expect(openTexts(after([file], { kind: 'box-drawn', id: 1, box: { x0: 15, y0: 15, x1: 39, y1: 35 } }))).toHaveLength(1);
  });
});

describe('an approval', () => {
  it('is taken back by whatever changes the picture', () => {
    const approved = after([ready(1, [])], { kind: 'verdict', ids: [1], verdict: 'approved' });
    expect(after([approved], { kind: 'box-drawn', id: 1, box: BOX }).verdict).toBeNull();
    expect(after([approved], { kind: 'text-decided', id: 1, text: 0, decision: { kind: 'blank' } }).verdict).toBeNull();
    expect(after([approved], { kind: 'slot', id: 1, slot: 'L2' }).verdict).toBe('approved');
  });

  it('states both digests, how it was given, and every box with its reason', () => {
    const file = after([ready(1, [text(0), text(1, 'name')], { blanked: [BOX, REGION] })],
      { kind: 'text-decided', id: 1, text: 0, decision: { kind: 'harmless', because: 'measurement' } },
      { kind: 'text-decided', id: 1, text: 1, decision: { kind: 'blank' } },
      { kind: 'box-drawn', id: 1, box: REGION },
      { kind: 'verdict', ids: [1], verdict: 'approved-in-batch' });
    const statement = approvalStatement.parse(statementOf(file));
    expect(statement).toMatchObject({ input: 'a'.repeat(64), output: 'b'.repeat(64), how: 'batch', searchedFrames: 1, template: null });
    expect(statement.boxes.map(({ reason, decision, because }) => [reason, decision, because])).toEqual([
      ['outside', 'kept', null], ['text', 'harmless', 'measurement'], ['text', 'blanked', null], ['person', 'blanked', null],
    ]);
    // Whatever the search read stays here: a statement holds places, never words.
    expect(JSON.stringify(statement)).not.toContain('MI');
  });

  it('names the template that said what stays', () => {
    const template = { id: '11111111-1111-4111-8111-111111111111', version: 3 };
    const polygon = { kind: 'polygon' as const, points: [[5, 0], [20, 50], [0, 50]] as [number, number][] };
    const file = after([ready(1, [], { template, kept: [polygon] })], { kind: 'verdict', ids: [1], verdict: 'approved' });
    expect(boxesOf(file)).toMatchObject([{ x0: 0, y0: 0, x1: 19, y1: 49, reason: 'template', decision: 'kept' }]);
    expect(approvalStatement.parse(statementOf(file)).template).toEqual(template);
  });

  it.each(['rejected', null] as const)('is not stated for a file that is %s', (verdict) => expect(statementOf(after([ready()], { kind: 'verdict', ids: [1], verdict }))).toBeNull());
  it('never reaches a file that is stored or on its way', () => {
    const sending = after([ready()], { kind: 'sending', id: 1, slot: 'L1' });
    expect(after([sending], { kind: 'verdict', ids: [1], verdict: 'rejected' })).toBe(sending);
  });
});

describe('a batch', () => {
  const moved = (by: number): PreparedFile['kept'] => [{ kind: 'rectangle', x0: REGION.x0 + by, y0: REGION.y0, x1: REGION.x1 + by, y1: REGION.y1 }];
  it.each<[string, Partial<PreparedFile>, boolean]>([
    ['the same', {}, true],
    ['regions that follow the depth', { kept: moved(15) }, true],
    ['regions elsewhere', { kept: moved(16) }, false],
    ['one region more', { kept: [...moved(0), ...moved(1)] }, false],
    ['another software', { layout: { ...prepared().layout, software: '2' } }, false],
    ['another size', { layout: { ...prepared().layout, columns: 101 } }, false],
    ['a template', { template: { id: 'x', version: 1 } }, false],
  ])('%s', (_, change, same) => expect(sameLayout(prepared(), prepared(change))).toBe(same));

  it('holds files of the layout in which nobody had to decide anything', () => {
    const files = [ready(1), ready(2), ready(3, [text(0)]), after([ready(4)], { kind: 'verdict', ids: [4], verdict: 'rejected' }), ready(5, [], { layout: { ...prepared().layout, model: 'E10' } })];
    expect(batchOf(files[0] ?? ready(), files).map(({ id }) => id)).toEqual([1, 2]);
    const decided = after([ready(6, [text(0)])], { kind: 'text-decided', id: 6, text: 0, decision: { kind: 'harmless', because: 'scale' } });
    expect(batchOf(files[0] ?? ready(), [...files, decided]).map(({ id }) => id)).toEqual([1, 2]);
    expect(batchOf(decided, [...files, decided]).map(({ id }) => id)).toEqual([1, 2, 6]);
  });
});

it('counts how much of the screen stays', () => expect(keptShare(prepared())).toBeCloseTo((50 * 100) / (200 * 100)));
