import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A migrated database of its own for one spec file, on the PostgreSQL that the test run started. */
export interface TestDatabase {
  /** As the API connects: sees what row-level security lets it see. */
  readonly appUrl: string;
  /** As the owner of the tables, who is no superuser: may do everything that a site's migrations may. */
  readonly ownerUrl: string;
  /** As the trainer connects: sees the schema `jobs` only. */
  readonly trainerUrl: string;
  /** Another database with the same rows under the same roles and passwords. Nobody may be connected to this one. */
  copy(): Promise<TestDatabase>;
  drop(): Promise<void>;
}

interface TestServer {
  readonly port: number;
  readonly template: string;
  readonly adminPassword: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
  readonly trainerPassword: string;
}

const isTestServer = (value: unknown): value is TestServer => {
  const texts = ['template', 'adminPassword', 'ownerPassword', 'appPassword', 'trainerPassword'];
  return typeof value === 'object' && value !== null && 'port' in value && typeof value.port === 'number'
    && texts.every((name) => typeof Object.entries(value).find(([key]) => key === name)?.[1] === 'string');
};

function testServer(): TestServer {
  const text = process.env['ECHOCOHORT_TEST_POSTGRES'];
  if (text === undefined) throw new Error('no test PostgreSQL: run the spec through jest with the project "integration" or an e2e project');
  const server: unknown = JSON.parse(text);
  if (!isTestServer(server)) throw new Error('the address of the test PostgreSQL is not readable');
  return server;
}

async function administer(server: TestServer, user: 'postgres' | 'echocohort_owner', statement: string): Promise<void> {
  const password = user === 'postgres' ? server.adminPassword : server.ownerPassword;
  const client = new pg.Client({ host: '127.0.0.1', port: server.port, user, password, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function copyOf(server: TestServer, template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(server, 'echocohort_owner', `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = (user: string, password: string): string => `postgres://${user}:${password}@127.0.0.1:${server.port}/${name}`;
  return {
    appUrl: url('echocohort_app', server.appPassword),
    ownerUrl: url('echocohort_owner', server.ownerPassword),
    trainerUrl: url('echocohort_trainer', server.trainerPassword),
    copy: () => copyOf(server, name),
    // The superuser drops: the owner may not end a session of the application's role, and PostgreSQL ends a session
    // a moment after its client has closed the connection.
    drop: () => administer(server, 'postgres', `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Copies the migrated template. Call `drop()` in afterAll. */
export function createTestDatabase(): Promise<TestDatabase> {
  const server = testServer();
  return copyOf(server, server.template);
}
