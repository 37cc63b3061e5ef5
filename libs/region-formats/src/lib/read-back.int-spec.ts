import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cocoJson, dicomSegmentation, maskPng, niftiMask, sharedPixelSize, ultrasoundReport } from '../index.ts';
import { sampleContext, sampleOutlines, sampleSource } from './spec-cases/sample-regions.ts';

const ROOT = resolve(__dirname, '../../../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'regions-'));
  const image = { sha256: 'a'.repeat(64), path: 'dicom/C01-0001/C01-0001-L1/01_L1.dcm', lesion: 'C01-0001-L1', slot: 'L1', rows: sampleSource.rows, columns: sampleSource.columns };
  writeFileSync(join(folder, 'seg.dcm'), dicomSegmentation(sampleSource, sampleOutlines, sampleContext));
  writeFileSync(join(folder, 'sr.dcm'), ultrasoundReport(sampleSource, sampleOutlines, sampleContext));
  writeFileSync(join(folder, 'uncalibrated.dcm'), ultrasoundReport({ ...sampleSource, regions: [] }, sampleOutlines, sampleContext));
  writeFileSync(join(folder, 'cine.dcm'), dicomSegmentation({ ...sampleSource, sopClassUid: '1.2.840.10008.5.1.4.1.1.3.1', frames: 20 }, sampleOutlines, sampleContext));
  writeFileSync(join(folder, 'coco.json'), [...cocoJson({ description: 'Sample', version: '1', date: '2026-11-23' }, [image], sampleOutlines.map((outline) => ({ ...outline, points: () => outline.points })))].join(''));
  writeFileSync(join(folder, 'mask.png'), maskPng(sampleSource, sampleOutlines));
  writeFileSync(join(folder, 'mask.nii.gz'), niftiMask(sampleSource, sampleOutlines, sharedPixelSize(sampleSource, sampleOutlines)));
  writeFileSync(join(folder, 'plain.png'), maskPng(sampleSource, sampleOutlines));
  writeFileSync(join(folder, 'plain.nii.gz'), niftiMask(sampleSource, sampleOutlines, null));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasValidator = spawnSync('dciodvfy', ['-h'], { stdio: 'ignore' }).error === undefined;
(hasValidator ? describe : describe.skip)(hasValidator ? 'dciodvfy' : 'dciodvfy (skipped: not on the PATH; Debian dicom3tools)', () => {
  it.each(['seg.dcm', 'sr.dcm', 'uncalibrated.dcm', 'cine.dcm'])('finds no error in %s', (name) => {
    const { stderr, stdout } = spawnSync('dciodvfy', [join(folder, name)], { encoding: 'utf8' });
    expect(`${stderr}${stdout}`.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
    expect(`${stderr}${stdout}`).toMatch(name === 'seg.dcm' || name === 'cine.dcm' ? /^Segmentation$/m : /^ComprehensiveSR$/m);
  });
});

const python: unknown = JSON.parse(execFileSync(process.execPath, [join(ROOT, 'tools/read-back-python.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
const modules = typeof python === 'object' && python !== null && 'folder' in python ? String(python.folder) : null;
(modules === null ? describe.skip : describe)(modules === null ? 'highdicom, pycocotools, nibabel (skipped: cannot be installed)' : 'highdicom, pycocotools, nibabel', () => {
  it('find segments, sizes and areas', () => {
    const { stdout, stderr } = spawnSync('python3', [join(ROOT, 'tools/read-back/read_regions.py'), folder], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: modules ?? '' } });
    expect([stdout === '', stderr.split('\n').filter((line) => line.includes('Error'))]).toEqual([false, []]);
    const found: unknown = JSON.parse(stdout);
    expect(found).toMatchObject({
      segments: [{ label: 'lesion C01-0001-L1 L1', type: 'Lesion', algorithm: 'MANUAL', pixels: 2954 }, { label: 'background C01-0001-L1 L1', type: 'Liver', pixels: 3600 }],
      frameOfReference: false, clinicalTrialSubject: 'C01-0001',
      // 60 × 60 pixels of 0.2 mm × 0.3 mm: area 216 mm², diagonal √(12² + 18²) mm.
      groups: [{ finding: 'Lesion', corners: 4 }, { finding: 'Liver', corners: 4, measurements: { Area: [216, 'mm2'], 'Long Axis': [expect.closeTo(21.6333, 4), 'mm'] } }],
      categories: ['lesion', 'background', 'feature'], areas: [2952.5, 3600], grey: { 0: 45_446, 85: 3600, 255: 2954 }, size: [200, 260], image: 'dicom/C01-0001/C01-0001-L1/01_L1.dcm',
    });
    for (const iou of typeof found === 'object' && found !== null && 'iou' in found && Array.isArray(found.iou) ? found.iou : [0]) expect(iou).toBeGreaterThan(0.99);
  }, 120_000);

  it('find the pixels, labels and geometry of the NIfTI masks', () => {
    const { stdout, stderr } = spawnSync('python3', [join(ROOT, 'tools/read-back/read_nifti.py'), folder], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: modules ?? '' } });
    expect(stderr).toBe('');
    const both = { shape: [260, 200], type: 'uint8', samePixels: true, labels: { 0: 45_446, 1: 2954, 2: 3600 }, qform: 2, sform: 2, sameTransforms: true, intent: 'label', description: 'Outlines: 1 lesion, 2 background, 3 feature; axes: columns, rows' };
    expect(JSON.parse(stdout)).toEqual({ 'mask.nii.gz': { ...both, zooms: [0.2, 0.3], units: 'mm', affine: [0.2, 0.3, 1, 1] }, 'plain.nii.gz': { ...both, zooms: [1, 1], units: 'unknown', affine: [1, 1, 1, 1] } });
  }, 120_000);
});
