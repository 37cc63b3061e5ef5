import fc from 'fast-check';
import { PackedAnswers, RecordShapes } from '../cohorts/packed-record.ts';
import { DigestStore } from './packed-pictures.ts';

const answer = fc.record({ value: fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)), missingReason: fc.option(fc.string({ minLength: 1 })) });

it('digests come back, also of the chunks behind the first', () => {
  const store = new DigestStore();
  const digestOf = (index: number): string => index.toString(16).padStart(64, 'a');
  for (let index = 0; index < 20_000; index++) store.keep(digestOf(index));
  for (const index of [0, 8191, 8192, 19_999]) expect(store.hexOf(index)).toBe(digestOf(index));
});

it('packed answers are the answers, those of one case and of the next', () => {
  fc.assert(fc.property(fc.array(fc.dictionary(fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'), answer)), (cases) => {
    const shapes = new RecordShapes();
    const packed = cases.map((answers) => new PackedAnswers(answers, shapes));
    expect(packed.map((entry) => entry.unpacked())).toEqual(cases.map((answers) => ({ ...answers })));
  }));
});
