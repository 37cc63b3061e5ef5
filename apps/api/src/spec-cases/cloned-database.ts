import { randomBytes } from 'node:crypto';
import type { TestDatabase } from '@echocohort/testing';
import pg from 'pg';

/** A copy of a test database, row for row, under the same roles and passwords. Nobody may be connected to the original. */
export async function cloneDatabase(original: TestDatabase): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const renamed = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).toString();
  const source = new URL(original.ownerUrl).pathname.slice(1);
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: Object.assign(new URL(original.ownerUrl), { pathname: '/postgres' }).toString() });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await administer(`CREATE DATABASE ${name} TEMPLATE ${source}`);
  return { appUrl: renamed(original.appUrl), ownerUrl: renamed(original.ownerUrl), trainerUrl: renamed(original.trainerUrl), drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
