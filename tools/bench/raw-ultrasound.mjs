import { asciiBytes, parseTag, writeDicom } from '@echocohort/dicom';
import { seededRandom } from '@echocohort/kernel';

const text = (tag, vr, value) => ({ tag: parseTag(tag), vr, value: asciiBytes(value) });
const words = (tag, ...values) => ({ tag: parseTag(tag), vr: 'US', value: new Uint8Array(Uint16Array.from(values).buffer) });
const longs = (tag, value) => ({ tag: parseTag(tag), vr: 'UL', value: new Uint8Array(Uint32Array.of(value).buffer) });

/** A scanner's file with a made-up patient, 20 private elements and one region; `pixels` is its last element. */
export function scannerFile({ rows, columns, frames = 1, photometric, region, pixels, transferSyntax = '1.2.840.10008.1.2.1', number = 1 }) {
  const [x0, y0, x1, y1] = region;
  const sopClassUid = frames > 1 ? '1.2.840.10008.5.1.4.1.1.3.1' : '1.2.840.10008.5.1.4.1.1.6.1';
  const sopInstanceUid = `1.2.826.0.1.3680043.10.1.${number}`;
  const elements = [
    text('0008,0016', 'UI', sopClassUid), text('0008,0018', 'UI', sopInstanceUid), text('0008,0020', 'DA', '20190314'), text('0008,0060', 'CS', 'US'), text('0008,0070', 'LO', 'Acme Ultrasound'),
    text('0008,0080', 'LO', 'Hospital of the Benchmark'), text('0010,0010', 'PN', 'Tovkarix^Quenzeno'), text('0010,0020', 'LO', 'H7654321'), text('0010,0030', 'DA', '19700203'),
    { tag: parseTag('0018,6011'), vr: 'SQ', items: [[words('0018,6012', 1), words('0018,6014', 1), longs('0018,6018', x0), longs('0018,601a', y0), longs('0018,601c', x1), longs('0018,601e', y1)]] },
    text('0020,000d', 'UI', '1.2.826.0.1.3680043.10.2'), text('0020,000e', 'UI', '1.2.826.0.1.3680043.10.3'),
    words('0028,0002', 3), text('0028,0004', 'CS', photometric), words('0028,0006', 0), ...(frames > 1 ? [text('0028,0008', 'IS', String(frames))] : []),
    words('0028,0010', rows), words('0028,0011', columns), words('0028,0100', 8), words('0028,0101', 8), words('0028,0102', 7), words('0028,0103', 0),
    text('0029,0010', 'LO', 'ACME'), ...Array.from({ length: 20 }, (_, index) => text(`0029,10${index + 10}`, 'LO', `private text ${index}`)),
    { tag: parseTag('7fe0,0010'), vr: 'OB', ...pixels },
  ];
  return writeDicom({ transferSyntax, sopClassUid, sopInstanceUid, elements });
}

/** Speckle of a seed. */
export function speckle(length, seed) {
  const random = seededRandom(seed);
  return Uint8Array.from({ length }, () => Math.floor(random() * 200));
}
