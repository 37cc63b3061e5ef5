import { compareAddress, refOf, refText } from './definition-ref.ts';

const cohortId = '00000000-0000-4000-8000-000000000001';

describe('a definition in an address', () => {
  it('is read back as it was written', () => expect(refOf(refText({ cohortId, number: 12 }))).toEqual({ cohortId, number: 12 }));
  it.each([null, '', cohortId, `${cohortId}.0`, `${cohortId}.-1`, `${cohortId}.1.2`, `x.${cohortId}.1`, '../../etc.1'])('%s is none', (text) => expect(refOf(text)).toBeNull());
  it('stands beside the other one', () => expect(compareAddress({ cohortId, number: 1 }, { cohortId, number: 2 })).toBe(`/cohorts/compare?from=${cohortId}.1&to=${cohortId}.2`));
});
