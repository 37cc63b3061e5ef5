// The four jobs of the migration tool: apply, compare schema with migrations, compare the live database with
// migrations, and write a new migration.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILTERS, MIGRATIONS, migrationList, schemaFiles, withEngine, ROOT } from './engine.mjs';

/** Applies what is not applied yet; throws when an applied migration was edited, failed or is missing here. */
export async function applyMigrations(url) {
  const state = await withEngine(url, (engine) => engine.diagnoseMigrationHistory({ migrationsList: migrationList(), optInToShadowDatabase: false, filters: FILTERS }));
  if (state.editedMigrationNames.length > 0) throw new Error(`these applied migrations were edited afterwards: ${state.editedMigrationNames.join(', ')}`);
  if (state.failedMigrationNames.length > 0) throw new Error(`these migrations failed before and block the next: ${state.failedMigrationNames.join(', ')}`);
  if (state.history !== null && state.history.diagnostic !== 'databaseIsBehind') {
    throw new Error(`the database holds migrations that this version does not know: ${state.history.unpersistedMigrationNames.join(', ')}`);
  }
  const result = await withEngine(url, (engine) => engine.applyMigrations({ migrationsList: migrationList(), filters: FILTERS }));
  return result.appliedMigrationNames;
}

/** SQL that would bring the migrations to schema.prisma; null when they agree. */
export async function schemaDrift(url) {
  const result = await withEngine(url, (engine) => engine.diff({
    from: { tag: 'migrations', ...migrationList() }, to: { tag: 'schemaDatamodel', ...schemaFiles() },
    script: true, exitCode: true, filters: FILTERS,
  }));
  return result.exitCode === 0 ? null : (result.stdout ?? 'they differ');
}

/** SQL that would undo what the live database has beyond or short of the migrations; null when they agree. */
export async function databaseDrift(url) {
  const result = await withEngine(url, (engine) => engine.diff({
    from: { tag: 'schemaDatasource', ...schemaFiles(), configDir: ROOT }, to: { tag: 'migrations', ...migrationList() },
    script: true, exitCode: true, filters: FILTERS,
  }));
  return result.exitCode === 0 ? null : (result.stdout ?? 'they differ');
}

/** Writes `<stamp>_<name>/migration.sql` from the difference; policies, checks and grants are then added by hand. */
export async function newMigration(url, name, now) {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('a migration name has lower-case letters, digits and _ only');
  mkdirSync(MIGRATIONS, { recursive: true });
  const lock = join(MIGRATIONS, 'migration_lock.toml');
  if (!existsSync(lock)) writeFileSync(lock, '# The database of the migrations\nprovider = "postgresql"\n');
  const sql = await schemaDrift(url);
  if (sql === null) return null;
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(MIGRATIONS, `${stamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), sql);
  return folder;
}

