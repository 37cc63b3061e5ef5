import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { divideKey, joinShares } from '@echocohort/cohort';
import { makeKeyPair, openFor, openPrivateKey, shut, shutFor, signAsHolder, unshut } from './sealing-box.ts';

const PASSPHRASE = 'three plain words and one more';

describe('a box', () => {
  const key = randomBytes(32);
  const box = shut(key, Buffer.from('outcomes'), 'here');
  it('opens with its key at its place only', () => {
    expect(unshut(key, box, 'here')?.toString()).toBe('outcomes');
    expect([unshut(randomBytes(32), box, 'here'), unshut(key, box, 'elsewhere'), unshut(key, Buffer.alloc(3), 'here')]).toEqual([null, null, null]);
  });
  it('does not open when one bit of it was changed', () => {
    for (const at of [0, 13, box.length - 1]) {
      const changed = Buffer.from(box);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unshut(key, changed, 'here')).toBeNull();
    }
  });
  it('is another one each time', () => expect(shut(key, Buffer.from('outcomes'), 'here').equals(box)).toBe(false));
});

describe('a signature of a holder', () => {
  it('is made with the passphrase and read with the published key, over one text', async () => {
    const pair = await makeKeyPair(PASSPHRASE);
    const privateKey = await openPrivateKey(pair.privateBox, PASSPHRASE);
    if (!privateKey) throw new Error('the passphrase did not open');
    const signature = Buffer.from(signAsHolder(privateKey, 'share'), 'base64');
    const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), pair.signingKey]), format: 'der', type: 'spki' });
    expect([verify(null, Buffer.from('share'), key, signature), verify(null, Buffer.from('another'), key, signature)]).toEqual([true, false]);
    expect(pair.signingKey.equals(pair.publicKey)).toBe(false);
  });
});

describe('two holders', () => {
  it('open together what neither opens alone, nor the server with all that it stores', async () => {
    const [first, second] = [await makeKeyPair(PASSPHRASE), await makeKeyPair(`${PASSPHRASE} of another`)];
    const dataKey = randomBytes(32);
    const box = shut(dataKey, Buffer.from('malignant'), 'snapshot');
    const shares = divideKey(dataKey, 2, randomBytes(32));
    const shut1 = shutFor(first.publicKey, shares[0]?.bytes ?? Buffer.alloc(0), 'snapshot 1');
    const shut2 = shutFor(second.publicKey, shares[1]?.bytes ?? Buffer.alloc(0), 'snapshot 2');
    expect(await openPrivateKey(first.privateBox, 'a wrong passphrase')).toBeNull();
    const [key1, key2] = [await openPrivateKey(first.privateBox, PASSPHRASE), await openPrivateKey(second.privateBox, `${PASSPHRASE} of another`)];
    if (!key1 || !key2) throw new Error('the passphrase did not open');
    expect(openFor(key1, first.publicKey, shut2, 'snapshot 2')).toBeNull();
    expect(openFor(key1, first.publicKey, shut1, 'another snapshot')).toBeNull();
    const [one, two] = [openFor(key1, first.publicKey, shut1, 'snapshot 1'), openFor(key2, second.publicKey, shut2, 'snapshot 2')];
    if (!one || !two) throw new Error('a share did not open');
    expect(unshut(one, box, 'snapshot')).toBeNull();
    const joined = joinShares([{ position: 1, bytes: one }, { position: 2, bytes: two }]);
    expect(unshut(joined ?? Buffer.alloc(32), box, 'snapshot')?.toString()).toBe('malignant');
  });
});
