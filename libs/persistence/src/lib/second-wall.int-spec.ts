import { permissionsOf, PERMISSIONS, ROLES, type Role } from '@echocohort/access';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import pg from 'pg';
import { Database } from './database.ts';
import { databaseFault } from './database-fault.ts';
import type { DbIdentity } from './identity.ts';
import { insertPerson } from './people.repository.ts';
import { writeStudyRows, type StudyRows } from './spec-cases/study-rows.ts';

// The access library is the first wall; here is what the database says when it is passed by.

/** Tables without row-level security, each with its reason. The services' roles must have no right to them at all. */
const WITHOUT: Readonly<Record<string, string>> = { 'public._prisma_migrations': 'the list of migrations: the owner\'s alone' };

let test: TestDatabase;
let database: Database;
let owner: pg.Client;
let app: pg.Client;
let rows: StudyRows;

const SEED = `
  WITH s AS (SELECT id FROM study), p AS (SELECT id FROM person WHERE name = 'one'), l AS (SELECT id, centre_id FROM lesion WHERE centre_id = 'C01'),
    version AS (INSERT INTO study_version (id, study_id, version, definition, digest, activated_at) SELECT gen_random_uuid(), id, '1', '{}', 'd', now() FROM s),
    granted AS (INSERT INTO role_grant (id, person_id, study_id, role) SELECT gen_random_uuid(), person.id, s.id, 'auditor' FROM s, person),
    cohort AS (INSERT INTO cohort (id, study_id, name, definition, created_by_id) SELECT gen_random_uuid(), s.id, 'a cohort', '{}', p.id FROM s, p RETURNING id),
    drawn AS (INSERT INTO cohort_split (id, cohort_id, seed, ratio, result, created_by_id) SELECT gen_random_uuid(), cohort.id, '1', '4:1', '{}', p.id FROM cohort, p),
    snap AS (INSERT INTO snapshot (id, study_id, cohort_id, root, manifest_key, summary, locked_at) SELECT gen_random_uuid(), s.id, cohort.id, repeat('a', 64), 'k', '{}', now() FROM s, cohort RETURNING id),
    inside AS (INSERT INTO snapshot_lesion (snapshot_id, lesion_id, centre_id, set) SELECT snap.id, l.id, l.centre_id, 'training' FROM snap, l),
    signed AS (INSERT INTO signature (id, snapshot_id, person_id, meaning, digest, signed_at) SELECT gen_random_uuid(), snap.id, p.id, 'm', 'd', now() FROM snap, p),
    export AS (INSERT INTO export_request (id, snapshot_id, requested_by_id) SELECT gen_random_uuid(), snap.id, p.id FROM snap, p RETURNING id),
    taken AS (INSERT INTO export_download (id, export_id, person_id) SELECT gen_random_uuid(), export.id, p.id FROM export, p),
    run AS (INSERT INTO model_run (id, snapshot_id, config, started_by_id) SELECT gen_random_uuid(), snap.id, '{}', p.id FROM snap, p),
    folds AS (INSERT INTO cross_validation (id, snapshot_id, config, folds, started_by_id) SELECT gen_random_uuid(), snap.id, '{}', 5, p.id FROM snap, p),
    analysed AS (INSERT INTO analysis (id, snapshot_id, runs, language, requested_by_id) SELECT gen_random_uuid(), snap.id, '[]', 'en', p.id FROM snap, p),
    opened AS (INSERT INTO session (id, token_hash, person_id, kind, scopes, expires_at) SELECT gen_random_uuid(), person.name, person.id, 'session', '{}', now() + interval '1 hour' FROM person),
    asked AS (INSERT INTO idempotency_key (key, person_id, route) SELECT 'k', person.id, 'r' FROM person)
  INSERT INTO setup_link (token_hash, expires_at) VALUES ('h', now() + interval '1 hour')`;

beforeAll(async () => {
  test = await createTestDatabase();
  database = new Database(test.appUrl);
  rows = await database.system(writeStudyRows);
  await database.system((tx) => insertPerson(tx, { email: 'three@example.test', name: 'three', locale: 'en', passwordHash: 'a digest' }));
  [owner, app] = [new pg.Client({ connectionString: test.ownerUrl }), new pg.Client({ connectionString: test.appUrl })];
  await Promise.all([owner.connect(), app.connect()]);
  await owner.query(SEED);
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end(), database.close()]);
  await test.drop();
});

const tables = async (where: string): Promise<string[]> => (await owner.query<{ name: string }>(`
  SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%' AND (${where}) ORDER BY 1`)).rows.map(({ name }) => name);

/** What a connection of the services' role answers under these settings. */
async function asked<T extends pg.QueryResultRow>(settings: Readonly<Record<string, string>>, query: string): Promise<T[]> {
  await app.query('BEGIN');
  try {
    for (const [name, value] of Object.entries(settings)) await app.query('SELECT set_config($1, $2, true)', [name, value]);
    return (await app.query<T>(query)).rows;
  } finally {
    await app.query('ROLLBACK');
  }
}

describe('default deny', () => {
  it('every table of every schema has forced row-level security, or stands in the list', async () => {
    expect(await tables('NOT (c.relrowsecurity AND c.relforcerowsecurity)')).toEqual(Object.keys(WITHOUT));
    expect(await tables("has_any_column_privilege('echocohort_app', c.oid, 'SELECT, INSERT, UPDATE') OR has_any_column_privilege('echocohort_trainer', c.oid, 'SELECT, INSERT, UPDATE')")).not.toContain(Object.keys(WITHOUT)[0]);
  });

  it('who names nobody sees no row of any table of the record', async () => {
    const record = await tables("n.nspname = 'public' AND has_table_privilege('echocohort_app', c.oid, 'SELECT')");
    expect(record.length).toBeGreaterThan(40);
    const nobody: readonly Readonly<Record<string, string>>[] = [{}, { 'app.person': '', 'app.roles': '', 'app.centres': '', 'app.pathology': 'no' }];
    for (const settings of nobody) {
      const seen = await asked<{ name: string; n: number }>(settings, record.map((name) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`).join(' UNION ALL '));
      expect(seen.filter(({ n }) => n > 0)).toEqual([]);
    }
  });

  it('no policy names the role of a person: abilities only, and those from one table', async () => {
    const { rows: naming } = await owner.query<{ name: string }>(`SELECT policyname AS name FROM pg_policies WHERE coalesce(qual, '') || coalesce(with_check, '') ~ '''(${ROLES.join('|')})'''`);
    expect(naming).toEqual([]);
  });
});

describe('the table of abilities', () => {
  const ANSWERS = `SELECT p AS permission FROM unnest(ARRAY['${PERMISSIONS.join("','")}']) p WHERE caller_may(p)`;

  it.each(ROLES)('%s may by the database what libs/access says, no more and no less', async (role) => {
    const may = (await asked<{ permission: string }>({ 'app.roles': role }, ANSWERS)).map(({ permission }) => permission);
    expect(may.sort()).toEqual([...permissionsOf([{ role, centre: null }])].sort());
  });

  it('adds up several roles, gives an unknown one nothing and the service everything', async () => {
    const count = async (roles: string) => (await asked({ 'app.roles': roles }, ANSWERS)).length;
    expect([await count('reader,pathologist'), await count('owner'), await count(''), await count('system')]).toEqual([5, 0, 0, PERMISSIONS.length]);
    expect(await asked({ 'app.roles': ROLES.join(',') }, "SELECT caller_may('be.anything') AS may, caller_is_service() AS service")).toEqual([{ may: false, service: false }]);
  });
});

describe('what belongs to no centre', () => {
  const at = (role: Role, ...centres: string[]): DbIdentity => ({ person: rows.person, roles: [role], centres, pathology: true });
  const CUT = ['cohort', 'cohort_split', 'snapshot', 'signature', 'export_request', 'export_download', 'model_run', 'cross_validation', 'analysis'];
  const OWN = ['study', 'study_version', 'centre', 'person', 'credential', 'role_grant', 'session', 'idempotency_key', 'setup_link'];
  const counts = (identity: DbIdentity, names: readonly string[]) => database.as(identity, async (tx) => {
    const found = await tx.prisma.$queryRawUnsafe<{ name: string; n: number }[]>(names.map((name) => `SELECT '${name}' AS name, count(*)::int AS n FROM "${name}"`).join(' UNION ALL '));
    return names.map((name) => found.find((row) => row.name === name)?.n);
  });

  it.each<[string, Role, string[], number[]]>([
    ['a statistician sees what is cut from the record', 'statistician', [], [1, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['who reads cases of a centre sees which snapshots and models hold them', 'coordinator', ['C01'], [1, 0, 1, 0, 0, 0, 1, 0, 0]],
    ['and nothing of what holds none of theirs', 'coordinator', ['C02'], [0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['the panel stays blind in all centres', 'auditor', ['C01', 'C02'], [0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a reader sees nothing', 'reader', ['C01'], [0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['an administrator sees nothing', 'administrator', ['C01'], [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('%s', async (_, role, centres, expected) => expect(await counts(at(role, ...centres), CUT)).toEqual(expected));

  it.each<[string, Role, number[]]>([
    ['names are everybody\'s; grants, sessions and repeated requests are one\'s own, digests of passwords nobody\'s', 'pathologist', [1, 1, 2, 3, 0, 1, 1, 1, 0]],
    ['who releases snapshots knows all grants', 'statistician', [1, 1, 2, 3, 0, 3, 1, 1, 0]],
    ['who manages people sees grants and sessions', 'administrator', [1, 1, 2, 3, 0, 3, 3, 1, 0]],
  ])('%s', async (_, role, expected) => expect(await counts(at(role), OWN)).toEqual(expected));

  const faultOf = (role: Role, statement: string): Promise<unknown> =>
    database.as(at(role, 'C01', 'C02'), (tx) => tx.prisma.$executeRawUnsafe(statement)).then((n) => n, (error: unknown) => databaseFault(error));
  it.each<[Role, string]>([
    ['coordinator', 'UPDATE cohort SET name = \'x\''], ['coordinator', 'UPDATE model_run SET status = \'failed\''], ['coordinator', 'UPDATE snapshot SET taken_back_at = now(), taken_back_reason = \'r\''],
    ['auditor', 'UPDATE person SET name = \'x\''], ['administrator', 'UPDATE credential SET failed_attempts = 0'], ['statistician', 'UPDATE export_request SET status = \'finished\''],
    ['statistician', 'UPDATE analysis SET status = \'finished\''], ['statistician', 'UPDATE role_grant SET revoked_at = now()'], ['reader', 'DELETE FROM session WHERE token_hash <> \'one\''],
    ['data-manager', 'UPDATE session SET revoked_at = now() WHERE token_hash <> \'one\''], ['administrator', 'UPDATE centre SET role = \'external\''],
  ])('%s changes no row by: %s', async (role, statement) => expect(await faultOf(role, statement)).toBe(0));

  it.each<[Role, string]>([
    ['coordinator', 'INSERT INTO cohort (id, study_id, name, definition, created_by_id) SELECT gen_random_uuid(), study.id, \'mine\', \'{}\', person.id FROM study, person LIMIT 1'],
    ['data-manager', 'INSERT INTO role_grant (id, person_id, study_id, role) SELECT gen_random_uuid(), person.id, study.id, \'administrator\' FROM study, person LIMIT 1'],
    ['administrator', 'INSERT INTO session (id, token_hash, person_id, kind, scopes, expires_at) SELECT gen_random_uuid(), \'n\', id, \'session\', \'{}\', now() FROM person WHERE name = \'two\''],
    ['statistician', 'INSERT INTO signature (id, snapshot_id, person_id, meaning, digest, signed_at) SELECT gen_random_uuid(), snapshot.id, person.id, \'m\', \'e\', now() FROM snapshot, person WHERE name = \'two\''],
    ['statistician', 'INSERT INTO export_download (id, export_id, person_id) SELECT gen_random_uuid(), export_request.id, person.id FROM export_request, person WHERE name = \'two\''],
    ['statistician', 'UPDATE study SET name_en = \'x\''],
    ['administrator', 'INSERT INTO setup_link (token_hash, expires_at) VALUES (\'mine\', now())'],
  ])('%s is refused: %s', async (role, statement) => expect(await faultOf(role, statement)).toBe('forbidden'));
});
