// Makes the Prisma client from prisma/schema.prisma. `prisma generate` only checks that a schema engine exists, so any
// existing file will do; nothing is downloaded. Does nothing when the client is newer than the schema and its version.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const schema = join(root, 'prisma/schema.prisma');
const target = join(root, 'libs/persistence/src/generated');
const stampFile = join(target, 'made-from.sha256');
const prisma = createRequire(join(root, 'libs/persistence/package.json')).resolve('prisma/package.json');
const { version } = JSON.parse(readFileSync(prisma, 'utf8'));
const stamp = createHash('sha256').update(version).update(readFileSync(schema)).digest('hex');

if (existsSync(join(target, 'prisma/client.ts')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
  process.stdout.write('The database client is up to date.\n');
} else {
  execFileSync(process.execPath, [join(dirname(prisma), 'build/index.js'), 'generate', '--schema', schema], {
    cwd: root,
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(stampFile, stamp);
  process.stdout.write('The database client was made from prisma/schema.prisma.\n');
}
