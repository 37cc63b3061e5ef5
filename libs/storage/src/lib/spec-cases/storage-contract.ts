import { createHash, randomBytes } from 'node:crypto';
import type { ObjectEntry, ObjectStorage } from '../object-storage.ts';
import { objectKey } from '../object-keys.ts';
import { readObject, readVerified } from '../read-object.ts';

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const announced = (bytes: Uint8Array) => ({ sha256: digest(bytes), size: bytes.length });
const MIB = 1024 * 1024;

async function* inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let offset = 0; offset < bytes.length; offset += size) yield bytes.subarray(offset, offset + size);
}

async function* breaking(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
  throw new Error('the sender went away');
}

const keysBelow = async (storage: ObjectStorage, prefix: string): Promise<string[]> => {
  const found: ObjectEntry[] = [];
  for await (const entry of storage.list(prefix)) found.push(entry);
  return found.map(({ key }) => key).sort();
};

/** What every store must do; each adapter runs it against the real thing. `prefix` keeps runs on a shared server apart. */
export function storageContract(open: () => ObjectStorage, prefix: string): void {
  const withStorage = (work: (storage: ObjectStorage) => Promise<void>) => (): Promise<void> => work(open());
  const small = Buffer.from('eleven pictures');
  const large = Buffer.concat([randomBytes(8 * MIB), Buffer.alloc(8 * MIB), Buffer.alloc(8 * MIB), randomBytes(MIB + 7)]); // equal parts in the middle

  describe('put and get', () => {
    it.each([['nothing', Buffer.alloc(0)], ['a few bytes', small], ['exactly one part', Buffer.alloc(8 * MIB, 7)], ['several parts, two of them equal', large]])('%s comes back as it went in', async (_name, bytes) =>
      withStorage(async (storage) => {
        const key = `${prefix}/put/${digest(bytes)}`;
        expect(await storage.put(key, inPieces(bytes, 1_000_003), announced(bytes))).toEqual({ ok: true, value: announced(bytes) });
        expect(await storage.stat(key)).toEqual({ ok: true, value: { key, size: bytes.length } });
        expect(await readVerified(storage, key, digest(bytes))).toMatchObject({ ok: true });
      })());

    it('answers size and digest when nothing was announced', withStorage(async (storage) => {
      expect(await storage.put(`${prefix}/put/unannounced`, small)).toEqual({ ok: true, value: announced(small) });
    }));

    it('writes again over the same key without harm', withStorage(async (storage) => {
      const key = `${prefix}/put/again`;
      for (const bytes of [small, Buffer.from('other'), small]) await storage.put(key, bytes);
      expect(await readVerified(storage, key, digest(small))).toMatchObject({ ok: true });
    }));

    it('many writers of one key at once leave one whole object', withStorage(async (storage) => {
      const key = `${prefix}/put/race`;
      const results = await Promise.all([large, large, small].map((bytes) => storage.put(key, inPieces(bytes, MIB))));
      const read = await readObject(storage, key);
      expect(results.filter((result) => result.ok).length).toBeGreaterThan(0);
      expect(read.ok && [digest(large), digest(small)].includes(digest(read.value))).toBe(true);
    }));
  });

  describe('what must leave nothing behind', () => {
    it.each([['small', small], ['large', large]])('%s content that differs from the announced digest', async (_name, bytes) =>
      withStorage(async (storage) => {
        const key = `${prefix}/nothing/differs-${bytes.length}`;
        const wrong = { sha256: digest(Buffer.from('x')), size: bytes.length };
        expect(await storage.put(key, inPieces(bytes, MIB), wrong)).toMatchObject({ ok: false, refusal: { code: 'content-differs' } });
        expect(await storage.stat(key)).toMatchObject({ ok: false, refusal: { code: 'object-not-found' } });
      })());

    it('content shorter than announced', withStorage(async (storage) => {
      const refused = await storage.put(`${prefix}/nothing/short`, small.subarray(3), announced(small));
      expect(refused).toMatchObject({ ok: false, refusal: { code: 'content-differs' } });
    }));

    it.each([['at once', small], ['after some parts', large]])('a sender that goes away %s; the object that was there before stays', async (_name, bytes) =>
      withStorage(async (storage) => {
        const key = `${prefix}/nothing/broken-${bytes.length}`;
        await expect(storage.put(key, breaking(bytes))).rejects.toThrow('the sender went away');
        expect(await storage.stat(key)).toMatchObject({ ok: false });
        await storage.put(key, small);
        await expect(storage.put(key, breaking(bytes))).rejects.toThrow('the sender went away');
        expect(await readVerified(storage, key, digest(small))).toMatchObject({ ok: true });
        expect(await keysBelow(storage, `${prefix}/nothing/broken-${bytes.length}`)).toEqual([key]);
      })());
  });

  describe('ranges', () => {
    it.each([[0, 5, 'eleven'], [7, undefined, 'pictures'], [7, 999, 'pictures'], [14, 14, 's']])('%s to %s', async (start, end, text) =>
      withStorage(async (storage) => {
        const key = `${prefix}/range/${start}-${end ?? 'end'}`;
        await storage.put(key, small);
        const found = await storage.get(key, end === undefined ? { start } : { start, end });
        if (!found.ok) throw new Error(found.refusal.code);
        const chunks: Buffer[] = [];
        for await (const chunk of found.value.stream) chunks.push(Buffer.from(chunk as Uint8Array));
        expect({ text: Buffer.concat(chunks).toString(), size: found.value.size }).toEqual({ text, size: small.length });
      })());

    it('beyond the end is refused with the size', withStorage(async (storage) => {
      await storage.put(`${prefix}/range/beyond`, small);
      expect(await storage.get(`${prefix}/range/beyond`, { start: 15 })).toMatchObject({ ok: false, refusal: { code: 'range-not-satisfiable', facts: { size: 15 } } });
    }));
  });

  describe('list, remove, and what is not there', () => {
    it('lists whole keys, and only those that begin so', withStorage(async (storage) => {
      const names = ['a/1', 'a-b/1', 'a/2', 'a.b/1', 'b/1'].map((name) => `${prefix}/list/${name}`);
      for (const key of names) await storage.put(key, small);
      expect(await keysBelow(storage, `${prefix}/list/`)).toEqual([...names].sort());
      expect(await keysBelow(storage, `${prefix}/list/a/`)).toEqual([`${prefix}/list/a/1`, `${prefix}/list/a/2`]);
      expect(await keysBelow(storage, `${prefix}/list/zzz`)).toEqual([]);
    }));

    it('removes once and does not mind twice', withStorage(async (storage) => {
      const key = `${prefix}/remove/it`;
      await storage.put(key, small);
      await storage.remove(key);
      await storage.remove(key);
      expect(await storage.get(key)).toMatchObject({ ok: false, refusal: { code: 'object-not-found' } });
    }));

    it.each(['../outside/x', 'objects/../../x', '/etc/passwd', 'one', 'a//b', '.incoming/x', 'a/b c', 'a/ü'])('a key like %s is a fault of the caller', async (key) =>
      withStorage(async (storage) => {
        await expect(storage.put(key, small)).rejects.toThrow(TypeError);
        await expect(storage.stat(key)).rejects.toThrow(TypeError);
      })());

    it('tells a stored byte that changed', withStorage(async (storage) => {
      const key = objectKey(digest(small));
      await storage.put(key, Buffer.from('eleven pictureZ'));
      expect(await readVerified(storage, key, digest(small))).toMatchObject({ ok: false, refusal: { code: 'content-differs' } });
      await storage.remove(key);
    }));

    it('answers', withStorage((storage) => storage.ping()));
  });
}
