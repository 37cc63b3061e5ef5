import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import pg from 'pg';

let test: TestDatabase;
let owner: pg.Client;
const names = async (sql: string): Promise<string[]> => (await owner.query<{ name: string }>(sql)).rows.map((row) => row.name);

async function check(url: string): Promise<{ code: number; text: string }> {
  const script = join(process.cwd(), 'tools/migrate.mjs');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, 'check'], { env: { ...process.env, DATABASE_OWNER_URL: url } });
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, text: stdout };
  }
}

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.drop();
});

describe('the schema', () => {
  it('schema.prisma, migrations and database agree; a column added by hand is drift', async () => {
    expect(await check(test.ownerUrl)).toEqual({ code: 0, text: 'schema.prisma, migrations and database agree.\n' });
    await owner.query('ALTER TABLE subject ADD COLUMN surname text');
    const drift = await check(test.ownerUrl);
    expect(drift.code).toBe(1);
    expect(drift.text).toContain('DROP COLUMN "surname"');
    await owner.query('ALTER TABLE subject DROP COLUMN surname');
  }, 60_000);

  it.each(['echocohort_app', 'echocohort_trainer'])('%s owns nothing, bypasses nothing and may create nothing', async (role) => {
    expect(await names(`SELECT relname AS name FROM pg_class WHERE relowner = '${role}'::regrole`)).toEqual([]);
    expect(await names(`SELECT proname AS name FROM pg_proc WHERE proowner = '${role}'::regrole`)).toEqual([]);
    expect(await names(`SELECT nspname AS name FROM pg_namespace WHERE has_schema_privilege('${role}', oid, 'CREATE') AND nspname NOT LIKE 'pg\\_temp%'`)).toEqual([]);
    expect((await owner.query(`SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = '${role}'`)).rows)
      .toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }]);
  });

  it('the trainer can name no table of the record', async () => {
    expect(await names(`SELECT nspname AS name FROM pg_namespace WHERE nspname IN ('public', 'jobs') AND has_schema_privilege('echocohort_trainer', oid, 'USAGE')`)).toEqual(['jobs']);
    const trainer = new pg.Client({ connectionString: test.trainerUrl });
    await trainer.connect();
    try {
      await expect(trainer.query('SELECT * FROM public.lesion')).rejects.toMatchObject({ code: '42501' });
      await expect(trainer.query("SELECT audit_head('00000000-0000-4000-8000-000000000000')")).rejects.toThrow();
      await expect(trainer.query('SELECT * FROM jobs.run_progress')).resolves.toMatchObject({ rows: [] });
    } finally {
      await trainer.end();
    }
  });

  it('evidence is only added to: what the service may delete and rewrite is a short list', async () => {
    expect(await names(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      AND has_table_privilege('echocohort_app', oid, 'DELETE') ORDER BY 1`)).toEqual(['idempotency_key', 'session', 'sign_in_address']);
    expect(await names(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'
      AND NOT has_any_column_privilege('echocohort_app', oid, 'UPDATE') ORDER BY 1`)).toEqual(
      ['agreement', 'agreement_acceptance', 'audit_event', 'cohort_definition_version', 'cohort_split', 'export_download', 'key_holder', 'model_lesion', 'panel_verdict', 'query_message', 'receipt', 'signature', 'snapshot_lesion', 'study_version', 'text_check']);
    expect(await names(`SELECT column_name AS name FROM information_schema.column_privileges WHERE grantee = 'echocohort_app' AND table_schema = 'public'
      AND table_name = 'image' AND privilege_type = 'UPDATE' ORDER BY 1`)).toEqual(['supersede_reason', 'superseded_at']);
  });
});
