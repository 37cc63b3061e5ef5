// Migrations of the database.
//   node tools/migrate.mjs deploy            applies what is missing; reads DATABASE_OWNER_URL and, to let the services
//                                            log in, ECHOCOHORT_APP_PASSWORD and ECHOCOHORT_TRAINER_PASSWORD
//   node tools/migrate.mjs check             schema.prisma, migrations and the database of DATABASE_OWNER_URL agree?
//   node tools/migrate.mjs new NAME          writes the next migration from schema.prisma (own throwaway database)
// Runs as a process of its own: the engine keeps a timer alive, so it ends itself.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { applyMigrations, databaseDrift, newMigration, schemaDrift } from './migrate/commands.mjs';
import { installJobsSchema } from './migrate/jobs-schema.mjs';
import { freePort, initialiseCluster, startCluster, throwawayFolder } from './postgres/server.mjs';

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The services' roles are made by the first migration without a login; the password arrives from outside. */
async function letRolesLogIn(client) {
  const roles = [['echocohort_app', process.env.ECHOCOHORT_APP_PASSWORD], ['echocohort_trainer', process.env.ECHOCOHORT_TRAINER_PASSWORD]];
  for (const [role, password] of roles) {
    if (password !== undefined) await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  }
}

async function deploy(url) {
  const applied = await applyMigrations(url);
  await withClient(url, async (client) => {
    await installJobsSchema(url, client);
    await letRolesLogIn(client);
  });
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
  return 0;
}

async function check(url) {
  const schema = await schemaDrift(url);
  const database = await databaseDrift(url);
  if (schema !== null) process.stdout.write(`schema.prisma asks for more than the migrations give:\n${schema}\n`);
  if (database !== null) process.stdout.write(`the database differs from the migrations; this would undo it:\n${database}\n`);
  if (schema === null && database === null) process.stdout.write('schema.prisma, migrations and database agree.\n');
  return schema === null && database === null ? 0 : 1;
}

async function onThrowawayDatabase(work) {
  const folder = throwawayFolder();
  const password = randomBytes(16).toString('hex');
  initialiseCluster(join(folder, 'db'), password, { sync: false });
  const server = await startCluster(join(folder, 'db'), { password, port: await freePort(), logFile: join(folder, 'log'), durable: false });
  try {
    return await work(server.url('postgres'));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function create(name) {
  const folder = await onThrowawayDatabase((url) => newMigration(url, name, new Date()));
  process.stdout.write(folder === null ? 'The migrations already give what schema.prisma asks for.\n' : `Wrote ${folder}; add grants, policies and checks by hand.\n`);
  return 0;
}

function ownerUrl() {
  const url = process.env.DATABASE_OWNER_URL;
  if (!url) throw new Error('set DATABASE_OWNER_URL to the address of the database, as its owner');
  return url;
}

const [command = 'deploy', argument] = process.argv.slice(2);
try {
  if (command === 'deploy') process.exitCode = await deploy(ownerUrl());
  else if (command === 'check') process.exitCode = await check(ownerUrl());
  else if (command === 'new' && argument) process.exitCode = await create(argument);
  else throw new Error('usage: node tools/migrate.mjs [deploy] | check | new NAME');
} catch (error) {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : JSON.stringify(error)}\n`);
  process.exitCode = 2;
}
process.exit(process.exitCode);
