import { createHash } from 'node:crypto';
import { asOwner } from './case-fixtures.ts';
import type { StartedApi } from './started-api.ts';

/** Rows that signing in and asking may write; everything else must stay as it is when a call is refused. */
const MAY_CHANGE = new Set(['session', '_prisma_migrations', 'credential', 'sign_in_address', 'idempotency_key']);

/** One digest over all rows of all tables but those. */
export async function recordDigest(started: Pick<StartedApi, 'database'>): Promise<string> {
  const tables = (await asOwner(started, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).map(({ name }) => String(name)).filter((name) => !MAY_CHANGE.has(name));
  const each = tables.map((table) => `SELECT '${table}' AS name, (SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM "${table}" t) AS rows`);
  return createHash('sha256').update(JSON.stringify(await asOwner(started, each.join(' UNION ALL ')))).digest('hex');
}
