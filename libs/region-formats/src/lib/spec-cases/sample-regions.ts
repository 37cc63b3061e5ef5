import type { DerivedContext, Outline, SourceImage } from '../../index.ts';

const LETTERS = '0123456789';

/** Stands for the digest that the caller gives: the same words give the same UID. */
export const sampleContext: DerivedContext = {
  studyCode: 'fll-liver', studyTitle: 'Study of focal liver lesions', centre: 'C01', subject: 'C01-0001', createdAt: new Date(Date.UTC(2026, 10, 23, 10, 5, 7)),
  uid: (words) => `2.25.1${Array.from({ length: 20 }, (_, at) => LETTERS[[...words].reduce((sum, letter, place) => (sum * 31 + letter.charCodeAt(0) * (place + at + 1)) % 9973, at) % 10]).join('')}`,
};

const region = { x0: 20, y0: 10, x1: 220, y1: 180, spatialFormat: 1, dataType: 1, flags: 0, unitsX: 3, unitsY: 3, deltaX: 0.02, deltaY: 0.03, transducerFrequency: null };

/** An ultrasound image with one calibrated region: 0.2 mm a pixel across, 0.3 mm down. */
export const sampleSource: SourceImage = {
  sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', sopInstanceUid: '2.25.11', studyUid: '2.25.12', seriesUid: '2.25.13', rows: 200, columns: 260, frames: 1, patientId: 'C01-0001', patientName: 'C01-0001^',
  studyDate: '20200201', studyTime: '', studyId: '', accession: '', instanceNumber: '1', regions: [region],
};

const base = { image: 'a'.repeat(64), lesion: 'C01-0001-L1', slot: 'L1', source: 'person' } as const;
export const sampleOutlines: readonly Outline[] = [
  { ...base, kind: 'lesion', shape: 'polygon', points: [[50, 50], [110.5, 45.2], [120, 90], [60, 100.7]] },
  { ...base, kind: 'background', shape: 'rectangle', points: [[140, 60], [200, 60], [200, 120], [140, 120]] },
];
