import { visitorAddress } from './visitor-address.ts';

describe('the address of a visitor', () => {
  it.each<[string, string | null, number, string | null]>([
    ['without a proxy is not known: the header may be made up', '10.1.1.1', 0, null],
    ['behind one proxy is what that proxy saw', '10.1.1.1, 192.0.2.7', 1, '192.0.2.7'],
    ['behind two is what the outer one saw', '10.1.1.1, 192.0.2.7, 172.16.0.2', 2, '192.0.2.7'],
    ['is not known when fewer proxies spoke than there are', '192.0.2.7', 2, null],
    ['is not known without a header', null, 1, null],
  ])('%s', (_, header, hops, address) => expect(visitorAddress(header, hops)).toBe(address));
});
