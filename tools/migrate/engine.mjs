// Prisma's schema engine as WebAssembly: migrations without the native engine, which npm may not download here.
// The stock PostgreSQL adapter is wrapped for four faults seen with it; each is named where it is met.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const require = createRequire(import.meta.url);
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const SCHEMA_FILE = join(ROOT, 'prisma/schema.prisma');
export const MIGRATIONS = join(ROOT, 'prisma/migrations');
const CHAR_OID = 18;

export function connectionOf(url) {
  const { hostname, port, username, password, pathname } = new URL(url);
  return { host: hostname, port: Number(port || 5432), user: decodeURIComponent(username), password: decodeURIComponent(password), database: pathname.slice(1) };
}

let loaded;

/** Once per process: the module's glue keeps views of the first instance's memory. */
const engineClass = () => (loaded ??= loadEngineClass());

async function loadEngineClass() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (text) => process.stderr.write(`schema engine: ${text}\n`) };
  const module = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasmFile = join(dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')), 'schema_engine_bg.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { './schema_engine_bg.js': module });
  module.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return module.SchemaEngine;
}

/** The stock adapter with whole-script execution and the catalogue type "char". */
async function openAdapter(connection, onDispose) {
  const pool = new pg.Pool({ ...connection, max: 2 });
  pool.on('error', () => undefined); // stopping the server under an idle pool is no failure of a migration
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script); // the stock one splits at every ';' and so breaks functions and strings
    } catch (error) {
      adapter.onError(error);
    }
  };
  adapter.queryRaw = async (query) => {
    try {
      return await queryRaw(query);
    } catch (error) {
      if (error?.cause?.kind !== 'UnsupportedNativeDataType') throw error;
      const result = await adapter.performIO(query);
      return { columnNames: result.fields.map(({ name }) => name), columnTypes: result.fields.map(({ dataTypeID }) => charAsCharacter(dataTypeID)), rows: result.rows };
    }
  };
  adapter.dispose = async () => {
    if (!pool.ended) await pool.end();
    await onDispose?.();
  };
  return { adapter, pool };
}

const SIMPLE_TYPES = new Map([
  [16, ColumnTypeEnum.Boolean], [20, ColumnTypeEnum.Int64], [21, ColumnTypeEnum.Int32], [23, ColumnTypeEnum.Int32], [26, ColumnTypeEnum.Int64],
  [19, ColumnTypeEnum.Text], [25, ColumnTypeEnum.Text], [1043, ColumnTypeEnum.Text], [CHAR_OID, ColumnTypeEnum.Character],
  [1005, ColumnTypeEnum.Int32Array], [1009, ColumnTypeEnum.TextArray], [1003, ColumnTypeEnum.TextArray],
]);

function charAsCharacter(oid) {
  const type = SIMPLE_TYPES.get(oid);
  if (type === undefined) throw new Error(`the schema engine asked for a column of catalogue type ${oid}, which is not mapped`);
  return type;
}

/** The stock adapter would run the shadow's migrations in the main database: make a real shadow and drop it. */
async function openShadow(connection, pools) {
  const name = `echocohort_shadow_${process.pid}_${pools.length}`;
  const admin = new pg.Client(connection);
  await admin.connect();
  await admin.query(`CREATE DATABASE "${name}"`);
  const { adapter, pool } = await openAdapter({ ...connection, database: name }, async () => {
    await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await admin.end();
  });
  pools.push(pool);
  return adapter;
}

/** Runs one piece of work with an engine and ends every pool after it (the engine's advisory lock lives on them). */
export async function withEngine(url, work) {
  const connection = connectionOf(url);
  const pools = [];
  const factory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => {
      const { adapter, pool } = await openAdapter(connection);
      pools.push(pool);
      return adapter;
    },
    connectToShadowDb: () => openShadow(connection, pools),
  };
  const SchemaEngine = await engineClass();
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
  try {
    return await work(engine);
  } finally {
    engine.free();
    await Promise.all(pools.map((pool) => (pool.ended ? undefined : pool.end())));
  }
}

export function migrationList() {
  const names = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(MIGRATIONS, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8') } },
    })),
  };
}

export const FILTERS = { externalTables: [], externalEnums: [] };
export const schemaFiles = () => ({ files: [{ path: SCHEMA_FILE, content: readFileSync(SCHEMA_FILE, 'utf8') }] });
