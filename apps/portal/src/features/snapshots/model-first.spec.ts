import { modelFirst } from './model-first.ts';

const at = (minute: number): string => `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`;
const share = (givenAt: string | null) => ({ personId: 'p', holder: 'P', keyId: 'k', givenAt, mine: false });
const models = [{ runId: 'r1', digest: 'aa', registeredAt: at(10) }, { runId: 'r2', digest: 'bb', registeredAt: at(30) }];

describe('model first, data second', () => {
  it.each([
    ['sealed', { models, modelDigest: null, openedAt: null, shares: [share(null)] }, 'not-opened'],
    ['model, shares, opening', { models, modelDigest: 'aa', openedAt: at(20), shares: [share(at(12)), share(at(20)), share(null)] }, 'kept'],
    ['a share before the model', { models, modelDigest: 'aa', openedAt: at(20), shares: [share(at(9)), share(at(20))] }, 'broken'],
    ['opened for a model that came later', { models, modelDigest: 'bb', openedAt: at(20), shares: [share(at(12)), share(at(20))] }, 'broken'],
    ['opened for a model that nobody registered', { models, modelDigest: 'cc', openedAt: at(20), shares: [share(at(12))] }, 'broken'],
  ] as const)('%s', (_, sealing, verdict) => expect(modelFirst({ ...sealing, models: [...sealing.models], shares: [...sealing.shares] })).toBe(verdict));
});
