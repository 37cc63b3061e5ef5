import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { groupBlockers } from './group-blockers.ts';

const words = (text: string) => ({ zh: text, en: text });
const image = (slot: string): CaseBoard['blockers'][number] => ({ code: 'image-missing', slot, item: null, sentence: words(`Image missing: ${slot}`) });
const item = (code: string, kind = 'item-missing'): CaseBoard['blockers'][number] => ({ code: kind, slot: null, item: code, sentence: words(`not filled in: ${code}`) });
const form = (code: string, items: readonly string[]): StudyView['forms'][number] => ({
  code, name: words(code), scope: 'patient', items: items.map((each) => ({ code: each, label: words(each), type: 'text', unit: null, choices: [], range: null, required: true, missingReasons: [] })),
});
const FORMS = [form('Clinical', ['a', 'b', 'c', 'd']), form('Ultrasound', ['x', 'y'])];
const grouped = (blockers: CaseBoard['blockers'], version = 1) => groupBlockers({ blockers, forms: FORMS.map(({ code }) => ({ code, complete: false, version })) }, FORMS);
const told = (blockers: CaseBoard['blockers']) => grouped(blockers).map(({ sentence }) => sentence.en);

describe('why a case is not complete', () => {
  it.each<[string, CaseBoard['blockers'], string[]]>([
    ['nothing', [], []],
    ['two images, each by itself', [image('L1'), image('L2')], ['Image missing: L1', 'Image missing: L2']],
    ['many images in one line', [image('L1'), image('L2'), image('L3')], ['3 images missing: L1, L2, L3']],
    ['a form half filled', ['a', 'b', 'c'].map((code) => item(code)), ['Clinical: 3 items not filled in']],
    ['few items by their names', [item('x'), item('y')], ['not filled in: x', 'not filled in: y']],
    ['an item to correct beside many missing', [...['a', 'b', 'c'].map((code) => item(code)), item('d', 'item-refused')], ['Clinical: 3 items not filled in', 'not filled in: d']],
    ['an item of no form', [item('z')], ['not filled in: z']],
  ])('%s', (_, blockers, expected) => expect(told(blockers)).toEqual(expected));

  it('says that nobody began a form that was never saved', () => expect(grouped(['a', 'b', 'c'].map((code) => item(code)), 0).map(({ sentence }) => sentence.en)).toEqual(['Clinical: nothing entered yet (3 items)']));

  it('leads to the form and its first open item', () => {
    const [line] = grouped(['b', 'c', 'd'].map((code) => item(code)));
    expect(line).toMatchObject({ form: 'Clinical', item: 'b', slot: null });
  });

  it('leaves nothing out: each blocker is in a line, whatever the order', () => {
    const all = [item('x'), image('L2'), item('a'), { code: 'image-has-finding', slot: 'L9', item: null, sentence: words('Image to replace: L9') }, item('z')];
    expect(grouped(all)).toHaveLength(all.length);
  });
});
