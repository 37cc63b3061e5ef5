import { PreviewCache } from './preview-cache.ts';

const MB = 1024 ** 2;

describe('the preview cache', () => {
  it('gives back what it kept', () => {
    const cache = new PreviewCache();
    const picture = Buffer.from('png');
    cache.keep('a', picture);
    expect([cache.get('a'), cache.get('b')]).toEqual([picture, null]);
  });

  it('throws the least used out when 64 MB are full', () => {
    const cache = new PreviewCache();
    for (const key of ['a', 'b', 'c', 'd']) cache.keep(key, Buffer.alloc(16 * MB));
    cache.get('a');
    cache.keep('e', Buffer.alloc(16 * MB));
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key) !== null)).toEqual(['a', 'c', 'd', 'e']);
  });

  it('does not give up all others for one huge picture', () => {
    const cache = new PreviewCache();
    cache.keep('a', Buffer.from('png'));
    cache.keep('huge', Buffer.alloc(17 * MB));
    expect([cache.get('a') === null, cache.get('huge')]).toEqual([false, null]);
  });
});
