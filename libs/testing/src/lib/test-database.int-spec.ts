import pg from 'pg';
import { createTestDatabase } from './test-database.ts';

const rowsIn = async (url: string): Promise<number> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query('SELECT 1 FROM public.study')).rows.length;
  } finally {
    await client.end();
  }
};

describe('a test database', () => {
  it('is dropped while a session of the application is still open', async () => {
    const database = await createTestDatabase();
    const session = new pg.Client({ connectionString: database.appUrl });
    const ended = new Promise<string>((resolve) => session.on('error', ({ message }) => resolve(message)));
    await session.connect();
    await database.drop();
    expect(await ended).toContain('terminat');
    await expect(rowsIn(database.ownerUrl)).rejects.toThrow('does not exist');
  });

  it('is copied with its rows, and the copy goes its own way', async () => {
    const original = await createTestDatabase();
    const copy = await original.copy();
    try {
      expect(copy.appUrl).not.toBe(original.appUrl);
      await original.drop();
      expect(await rowsIn(copy.ownerUrl)).toBe(0);
    } finally {
      await copy.drop();
    }
  });
});
