import { routes, urlOf } from '../index.ts';

describe('the route table', () => {
  const all = Object.entries(routes);

  it.each(all)('%s is named by its key, versioned, and says what it does', (key, route) => {
    expect(route.name).toBe(key);
    expect(route.path.startsWith('/v1/')).toBe(true);
    expect(route.summary.endsWith('.')).toBe(true);
  });

  it('has no two operations at one address', () => {
    const addresses = all.map(([, route]) => `${route.method} ${route.path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('fills parameters and query into the address', () => {
    expect(urlOf('http://x', routes.listCases, { query: { state: 'complete', limit: 5 } })).toBe('http://x/v1/cases?state=complete&limit=5');
    expect(urlOf('', routes.setupState, { params: { token: 'a/b' } })).toBe('/v1/setup/a%2Fb');
  });
});
