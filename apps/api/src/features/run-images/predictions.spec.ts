import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ok, refuse } from '@echocohort/kernel';
import { writePredictions, type LesionScore } from '@echocohort/model';
import type { ObjectStorage } from '@echocohort/storage';
import { Predictions } from './predictions.ts';

const SCORES: LesionScore[] = [{ lesion: 'C01-0001-L1', patient: 'C01-0001', set: 'training', images: 4, score: 0.25 }];
const BYTES = Buffer.from(writePredictions(SCORES));
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const modelOf = (runId: string) => ({ runId, bundle: { digest: 'd'.repeat(64), files: [{ path: 'predictions.csv', sha256: SHA256, size: BYTES.length }] } });

/** A store that counts how often it is read, and may be away. */
function counted(isAway: (times: number) => boolean = () => false) {
  let times = 0;
  const get = () => Promise.resolve(isAway(++times) ? refuse({ code: 'storage-unavailable' as const, detail: 'away' }) : ok({ size: BYTES.length, stream: Readable.from([BYTES]) }));
  const unused = (): never => { throw new Error('not used here'); };
  const storage: ObjectStorage = { get, put: unused, stat: unused, list: unused, remove: unused, removeAbandoned: unused, ping: unused };
  return { predictions: new Predictions(storage), times: () => times };
}

describe('scores of a registered model', () => {
  it('are read once, however many pictures ask for them at the same time', async () => {
    const { predictions, times } = counted();
    const answers = await Promise.all([1, 2, 3].map(() => predictions.of(modelOf('a'))));
    expect(answers).toEqual([ok(SCORES), ok(SCORES), ok(SCORES)]);
    expect([await predictions.of(modelOf('a')), times()]).toEqual([ok(SCORES), 1]);
  });
  it('are read again after a store that was away, and when many others were asked for since', async () => {
    const { predictions, times } = counted((count) => count === 1);
    expect([(await predictions.of(modelOf('a'))).ok, (await predictions.of(modelOf('a'))).ok, times()]).toEqual([false, true, 2]);
    for (let other = 0; other < 8; other++) await predictions.of(modelOf(`other ${other}`));
    await predictions.of(modelOf('a'));
    expect(times()).toBe(11);
  });
  it('are refused where the bundle lists none', async () => expect(await counted().predictions.of({ runId: 'a', bundle: { digest: '', files: [] } })).toMatchObject({ ok: false, refusal: { code: 'bundle-file-missing' } }));
});
