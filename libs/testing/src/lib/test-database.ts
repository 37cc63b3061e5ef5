import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A migrated database of its own for one spec file, on the PostgreSQL that the test run started. */
export interface TestDatabase {
  /** As the API connects: sees what row-level security lets it see. */
  readonly appUrl: string;
  /** As the owner: sees and may do everything. */
  readonly ownerUrl: string;
  /** As the trainer connects: sees the schema `jobs` only. */
  readonly trainerUrl: string;
  drop(): Promise<void>;
}

interface TestServer {
  readonly port: number;
  readonly template: string;
  readonly password: string;
  readonly appPassword: string;
  readonly trainerPassword: string;
}

const isTestServer = (value: unknown): value is TestServer => {
  const texts = ['template', 'password', 'appPassword', 'trainerPassword'];
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

async function asAdministrator(server: TestServer, statement: string): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port: server.port, user: 'postgres', password: server.password, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Copies the migrated template. Call `drop()` in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testServer();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(server, `CREATE DATABASE ${name} TEMPLATE ${server.template}`);
  const url = (user: string, password: string): string => `postgres://${user}:${password}@127.0.0.1:${server.port}/${name}`;
  return {
    appUrl: url('echocohort_app', server.appPassword),
    ownerUrl: url('postgres', server.password),
    trainerUrl: url('echocohort_trainer', server.trainerPassword),
    drop: () => asAdministrator(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
