import { parseDicom } from '@echocohort/dicom';
import * as fc from 'fast-check';
import { areaOf, boxOf, cocoJson, dicomSegmentation, longAxis, maskOf, maskPng, pixelSizeAt, readPoints, ultrasoundReport, type Point } from '../index.ts';
import { sampleContext, sampleOutlines, sampleSource } from './spec-cases/sample-regions.ts';

describe('corners', () => {
  it.each<[string, 'polygon' | 'rectangle', readonly Point[] | null]>([
    ['12.5,30 80,30 80,90.1', 'polygon', [[12.5, 30], [80, 30], [80, 90.1]]], ['10,20 30,40', 'rectangle', [[10, 20], [30, 20], [30, 40], [10, 40]]],
    ['10,20 30,40', 'polygon', null], ['1,2,3 4,5 6,7', 'polygon', null], ['a,b c,d e,f', 'polygon', null], ['', 'polygon', null],
  ])('%j of a %s', (text, shape, points) => expect(readPoints(text, shape)).toMatchObject(points === null ? { ok: false, refusal: { code: 'outline-unreadable' } } : { ok: true, value: points }));
});

describe('a filled mask', () => {
  const size = { rows: 40, columns: 60 };
  it('holds the pixels whose centre lies inside', () => {
    const mask = maskOf(size, [[10, 10], [20, 10], [20, 15], [10, 15]]);
    expect(mask.reduce((sum, value) => sum + value, 0)).toBe(50);
    expect([mask[10 * 60 + 10], mask[10 * 60 + 9], mask[14 * 60 + 19], mask[15 * 60 + 19]]).toEqual([1, 0, 1, 0]);
  });
  it('agrees with a test of every pixel', () => fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -50, max: 650 }), fc.integer({ min: -50, max: 450 })), { minLength: 3, maxLength: 9 }), (tenths) => {
    const points = tenths.map(([x, y]): Point => [x / 10, y / 10]);
    const mask = maskOf(size, points);
    for (let row = 0; row < size.rows; row++) for (let column = 0; column < size.columns; column++) {
      const [px, py] = [column + 0.5, row + 0.5];
      let inside = false;
      let edge = false;
      for (const [at, [x0, y0]] of points.entries()) {
        const [x1, y1] = points[(at + 1) % points.length] ?? [x0, y0];
        if (y0 <= py === y1 <= py) continue;
        const x = x0 + ((py - y0) / (y1 - y0)) * (x1 - x0);
        if (Math.abs(x - px) < 1e-9) edge = true;
        if (px < x) inside = !inside;
      }
      if (!edge && (mask[row * size.columns + column] === 1) !== inside) throw new Error(`pixel ${column},${row}`);
    }
  })));
});

describe('sizes', () => {
  const square: Point[] = [[0, 0], [30, 0], [30, 40], [0, 40]];
  it('are those of the shape', () => expect([areaOf(square), longAxis(square).length, boxOf(square)]).toEqual([1200, 50, [0, 0, 30, 40]]));
  it('follow the calibration in both directions', () => expect(longAxis(square, { x: 0.2, y: 0.1 }).length).toBeCloseTo(Math.hypot(6, 4)));
  it('are physical only inside one calibrated region', () => {
    expect(pixelSizeAt(sampleSource, [[50, 50], [60, 50], [60, 60]])).toEqual({ x: 0.2, y: expect.closeTo(0.3) as unknown });
    expect(pixelSizeAt(sampleSource, [[5, 50], [60, 50], [60, 60]])).toBeNull();
    expect(pixelSizeAt({ ...sampleSource, regions: [] }, [[50, 50], [60, 50], [60, 60]])).toBeNull();
  });
});

describe('files', () => {
  it.each<[string, () => Uint8Array]>([['SEG', () => dicomSegmentation(sampleSource, sampleOutlines, sampleContext)], ['SR', () => ultrasoundReport(sampleSource, sampleOutlines, sampleContext)], ['PNG', () => maskPng(sampleSource, sampleOutlines)]])('%s are the same bytes each time', (_, make) => expect(Buffer.compare(Buffer.from(make()), Buffer.from(make()))).toBe(0));
  it('carry the clinical trial subject and refer to the image', () => {
    const file = parseDicom(dicomSegmentation(sampleSource, sampleOutlines, sampleContext));
    if (!file.ok) throw new Error(file.refusal.code);
    expect(['0012,0010', '0012,0020', '0012,0030', '0012,0040', '0028,0008'].map((tag) => file.value.header.text(tag))).toEqual(['fll-liver', 'fll-liver', 'C01', 'C01-0001', '2']);
    expect(file.value.header.items('0008,1115')[0]?.items('0008,114a')[0]?.text('0008,1155')).toBe(sampleSource.sopInstanceUid);
    expect(file.value.header.text('0020,0052')).toBeNull();
  });
  it('COCO numbers images by path and leaves out what refers to none', () => {
    const [outline] = sampleOutlines;
    const image = { sha256: 'a'.repeat(64), path: 'dicom/x.dcm', lesion: 'C01-0001-L1', slot: 'L1', rows: 200, columns: 260 };
    const made: unknown = JSON.parse([...cocoJson({ description: '', version: '', date: '' }, [{ ...image, path: 'dicom/z.dcm', slot: 'L2' }, image], outline ? [outline, { ...outline, lesion: 'C09-0009-L1' }].map((each) => ({ ...each, points: () => outline.points })) : [])].join(''));
    expect(made).toMatchObject({ images: [{ id: 1, file_name: 'dicom/x.dcm' }, { id: 2 }], annotations: [{ id: 1, image_id: 1, category_id: 1 }] });
    expect(made).toHaveProperty('annotations.length', 1);
  });
});
