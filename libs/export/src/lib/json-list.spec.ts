import fc from 'fast-check';
import { readLongList } from './json-list.ts';

async function* pieces(text: string, length: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(text: string, length = 7): Promise<{ around: unknown; entries: unknown[] } | null> {
  const entries: unknown[] = [];
  const around = await readLongList(pieces(text, length), 'list', (entry) => entries.push(entry) > 0);
  return around === undefined ? null : { around, entries };
}

const entry = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });

describe('an object with a long list', () => {
  it('gives what JSON.parse gives, however it is written and wherever it is cut', async () => {
    await fc.assert(fc.asyncProperty(fc.array(entry, { maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(undefined, 1, '\t\n\r '), fc.integer({ min: 1, max: 40 }), async (list, before, after, blanks, length) => {
      const text = JSON.stringify({ before, list, after }, null, blanks);
      expect(await read(text, length)).toEqual({ around: JSON.parse(JSON.stringify({ before, list: [], after })) as unknown, entries: JSON.parse(JSON.stringify(list)) as unknown });
    }), { numRuns: 200 });
  });

  it.each<[string, string]>([
    ['is no JSON', '{"list":[{}]'], ['is none', '[{"list":[{}]}]'], ['has no such list', '{"a":[{}]}'], ['has it only further in', '{"a":{"list":[{}]}}'],
    ['has it as a value', '{"a":"list","b":[{}]}'], ['has it twice', '{"list":[{}],"list":[{"a":1}]}'], ['is another thing', '{"list":{}}'], ['is followed by more', '{"list":[{}]}{}'],
    ['ends in a comma', '{"list":[{},]}'], ['lacks a comma', '{"list":[{}{}]}'], ['begins with a comma', '{"list":[,{}]}'], ['holds other things', '{"list":[1]}'],
    ['mixes brackets', '{"list":[{]}]}'], ['has an entry cut', '{"list":[{"a":'], ['begins with a mark', '\uFEFF{"list":[{}]}'], ['lacks a comma before', '{"a":1 "list":[{}]}'], ['is empty', ''],
  ])('is refused when it %s', async (_, text) => {
    for (const length of [1, 3, 100]) expect(await read(text, length)).toBeNull();
  });

  it('knows its name however it is written', async () => expect(await read('{"a":"x","\\u006cist" : [ ] }')).toEqual({ around: { a: 'x', list: [] }, entries: [] }));

  it('stops when somebody cannot go on', async () => expect(await readLongList(pieces('{"list":[{},{}]}', 4), 'list', () => false)).toBeUndefined());
});
