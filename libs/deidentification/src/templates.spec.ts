import { parseDicom, renderFrame } from '@echocohort/dicom';
import { checkMaskTemplate, deidentify, isApprovedTemplate, maskTemplateText, readBack, scannerLayout, templateFor, verifyClean, type KeptShape, type MaskTemplate } from './index.ts';
import { keptRows } from './lib/templates/kept-shapes.ts';
import { GREY, greyPixels, HEIGHT, madeUpPatient, nativeFile, ordinaryElements, regionItem, REGION, WIDTH, withElements } from './spec-cases/source-image.ts';
import type { SourceElement } from './spec-cases/source-bytes.ts';

const key = new Uint8Array(32).fill(4);
const patient = madeUpPatient('template');
const none: SourceElement = { tag: '0018,6011', vr: 'SQ', value: [] };
const rectangle: KeptShape = { kind: 'rectangle', ...REGION };
const template: MaskTemplate = {
  id: '0f0e9d5c-7f4e-4a57-9d0a-0c1f2e3d4b5a', version: 2, manufacturer: 'Acme Ultrasound', model: 'Model S7', software: 'V2.1.7', rows: HEIGHT, columns: WIDTH, kept: [rectangle],
  drawnBy: 'person-1', drawnAt: '2026-11-23T09:00:00Z', approvedBy: 'person-2', approvedAt: '2026-11-23T10:00:00Z',
};
const source = (...more: readonly SourceElement[]): Uint8Array => nativeFile(withElements(ordinaryElements(patient, GREY), none, ...more), greyPixels('template'));
const clean = (bytes: Uint8Array, templates: readonly MaskTemplate[]): ReturnType<typeof deidentify> => deidentify(bytes, { key, subjectCode: 'C03-0142', templates });
const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }): string => (result.ok ? 'clean' : result.refusal.code);

describe('a file without a trusted region', () => {
  it('is cleaned by the approved template of its scanner, and says by which', () => {
    const bytes = source();
    const result = clean(bytes, [template]);
    if (!result.ok) throw new Error(result.refusal.code);
    expect(result.value.template).toEqual({ id: template.id, version: 2 });
    expect(result.value.codes).toContain('mask-template');
    expect(result.value.kept).toEqual([rectangle]);
    expect(readBack(result.value.bytes, bytes)).toEqual([]);
    const file = parseDicom(result.value.bytes);
    if (!file.ok) throw new Error(file.refusal.code);
    // No calibration is invented: the file has no regions, and names its mask in words.
    expect(file.value.header.element('0018,6011')).toBeNull();
    expect(file.value.header.texts('0012,0063')).toEqual(['EchoCohort allow list 1.3', `Mask template ${template.id} version 2`]);
    const frame = renderFrame(file.value);
    const outside = frame.ok ? frame.value.rgba.filter((_, at) => at % 4 < 3 && (Math.floor(at / 4) % WIDTH < REGION.x0 || Math.floor(at / 4 / WIDTH) < REGION.y0)) : [255];
    expect(Math.max(...outside)).toBe(0);
  });

  it('is a fixed point where the template is known, and refused where it is not', () => {
    const result = clean(source(), [template]);
    if (!result.ok) throw new Error(result.refusal.code);
    const { bytes } = result.value;
    const verified = verifyClean(bytes, { centre: 'C03', templates: [template] });
    expect(verified.ok && verified.value.template).toEqual({ id: template.id, version: 2 });
    const again = clean(bytes, [template, { ...template, version: 3 }]);
    expect(again.ok && again.value.codes).toEqual(['already-clean']);
    expect(codeOf(verifyClean(bytes))).toBe('template-unknown');
    expect(codeOf(verifyClean(bytes, { templates: [{ ...template, version: 1 }] }))).toBe('template-unknown');
    expect(codeOf(verifyClean(bytes, { templates: [{ ...template, kept: [{ ...rectangle, x1: REGION.x1 - 4 }] }] }))).toBe('identifiable');
  });

  it.each<[string, readonly MaskTemplate[]]>([
    ['no template', []], ['another model', [{ ...template, model: 'Model S8' }]], ['another version of the software', [{ ...template, software: 'V2.1.8' }]], ['another size', [{ ...template, columns: WIDTH + 1 }]],
    ['another maker', [{ ...template, manufacturer: 'Acme' }]], ['a template of one person', [{ ...template, approvedBy: null, approvedAt: null }]], ['a template approved by its author', [{ ...template, approvedBy: 'person-1' }]],
    ['a template of nearly the whole picture', [{ ...template, kept: [{ kind: 'rectangle', x0: 0, y0: 0, x1: WIDTH - 1, y1: HEIGHT - 1 }] }]],
  ])('is held with %s', (_why, templates) => expect(codeOf(clean(source(), templates))).toBe('no-trusted-region'));

  it('is held when two templates claim it', () => expect(codeOf(clean(source(), [template, { ...template, id: template.id.replace('0f', '1f') }]))).toBe('template-ambiguous'));

  it('takes the newest version', () => {
    const result = clean(source(), [{ ...template, version: 1, kept: [{ ...rectangle, x1: 40 }] }, template]);
    expect(result.ok && result.value.template?.version).toBe(2);
  });
});

describe('regions and templates', () => {
  const whole: SourceElement = { tag: '0018,6011', vr: 'SQ', value: [regionItem({ x0: 0, y0: 0, x1: WIDTH - 1, y1: HEIGHT - 1 })] };
  it('a region of the whole picture gives way to a template, and the clean file stays a fixed point', () => {
    const result = clean(source(whole), [template]);
    if (!result.ok) throw new Error(result.refusal.code);
    expect(result.value.template?.id).toBe(template.id);
    expect(codeOf(verifyClean(result.value.bytes, { templates: [template] }))).toBe('clean');
  });

  it('a region that can be trusted goes before a template', () => {
    const result = clean(nativeFile(ordinaryElements(patient, GREY), greyPixels('template')), [template]);
    expect(result.ok && result.value.template).toBeNull();
  });

  it.each([['turned inside out', { ...REGION, x0: REGION.x1, x1: REGION.x0 }, 'region-inverted'], ['beyond the picture', { ...REGION, x1: WIDTH + 40 }, 'region-out-of-bounds']])('a region %s holds the file, template or not', (_how, region, code) => {
    expect(codeOf(clean(source({ tag: '0018,6011', vr: 'SQ', value: [regionItem(region)] }), [template]))).toBe(code);
  });

  it('the layout of a source is what the clean file will say', () => {
    const file = parseDicom(source());
    expect(file.ok && scannerLayout(file.value)).toEqual({ manufacturer: 'Acme Ultrasound', model: 'Model S7', software: 'V2.1.7', rows: HEIGHT, columns: WIDTH });
  });
});

describe('mask templates', () => {
  it.each<[string, Partial<MaskTemplate>]>([
    ['no shape', { kept: [] }], ['a rectangle outside', { kept: [{ ...rectangle, x1: WIDTH }] }], ['a rectangle turned inside out', { kept: [{ ...rectangle, x0: 90, x1: 20 }] }],
    ['a polygon of two corners', { kept: [{ kind: 'polygon', points: [[1, 1], [5, 5]] }] }], ['a corner outside', { kept: [{ kind: 'polygon', points: [[1, 1], [5, 5], [400, 3]] }] }],
    ['broken pixels', { kept: [{ ...rectangle, x0: 1.5 }] }], ['no maker', { manufacturer: '' }], ['no model', { model: '' }], ['no identity', { id: 'x' }], ['no version', { version: 0 }], ['no size', { rows: 0 }],
    ['a polygon without area', { kept: [{ kind: 'polygon', points: [[1, 1], [5, 1], [9, 1]] }] }],
  ])('with %s are refused', (_what, change) => expect(codeOf(checkMaskTemplate({ ...template, ...change }))).toBe('template-invalid'));

  it('are sound otherwise', () => expect(checkMaskTemplate(template).ok && isApprovedTemplate(template)).toBe(true));
  it('are signed over what decides the pixels, whoever signs', () => {
    expect(maskTemplateText({ ...template, approvedBy: null })).toBe(maskTemplateText(template));
    expect(maskTemplateText({ ...template, software: 'V3' })).not.toBe(maskTemplateText(template));
  });
  it('are looked up among many', () => expect(templateFor([{ ...template, model: 'Other' }, template], template)).toEqual({ ok: true, value: template }));
});

describe('shapes that stay', () => {
  const drawn = (shapes: readonly KeptShape[], boxes: Parameters<typeof keptRows>[2] = []): string[] =>
    keptRows(shapes, { rows: 6, columns: 8 }, boxes).map((spans) => Array.from({ length: 8 }, (_, x) => (spans.some(({ from, to }) => from <= x && x < to) ? '#' : '.')).join(''));

  it('rectangle', () => expect(drawn([{ kind: 'rectangle', x0: 1, y0: 1, x1: 3, y1: 2 }])).toEqual(['........', '.###....', '.###....', '........', '........', '........']));
  it('polygon of pixel corners', () => expect(drawn([{ kind: 'polygon', points: [[0, 0], [8, 0], [8, 6]] }])).toEqual(['.#######', '..######', '...#####', '.....###', '......##', '.......#']));
  it('polygon like a rectangle', () => expect(drawn([{ kind: 'polygon', points: [[1, 1], [4, 1], [4, 3], [1, 3]] }])).toEqual(drawn([{ kind: 'rectangle', x0: 1, y0: 1, x1: 3, y1: 2 }])));
  it('two shapes as one', () => expect(drawn([{ kind: 'rectangle', x0: 0, y0: 0, x1: 3, y1: 0 }, { kind: 'rectangle', x0: 2, y0: 0, x1: 5, y1: 0 }])[0]).toBe('######..'));
  it('less a box', () => expect(drawn([{ kind: 'rectangle', x0: 0, y0: 0, x1: 7, y1: 1 }], [{ x0: 2, y0: 0, x1: 3, y1: 0 }, { x0: 5, y0: 0, x1: 9, y1: 0 }]).slice(0, 2)).toEqual(['##..#...', '########']));
});
