// Whether anything must be built: a second start should not even ask the build tool, which takes seconds to say no.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../steps/run-step.mjs';

const SOURCES = ['apps', 'libs', 'prisma', 'package-lock.json', 'tsconfig.base.json', 'nx.json', 'tools/generate.mjs', 'tools/steps'];
const MADE = new Set(['node_modules', 'dist', '.next', 'generated', 'coverage', 'next-env.d.ts']);
const OUTPUTS = ['apps/api/dist/main.js', 'apps/api/dist/worker.js', 'apps/trainer/dist/main.js', 'apps/rehearsal/dist/seed-demo.js', 'apps/cli/dist/main.js', 'apps/portal/.next/BUILD_ID', 'libs/persistence/src/generated/prisma/client.ts'];
const stamp = join(root, 'node_modules', '.echocohort-built');

function* filesBelow(path) {
  const found = statSync(join(root, path));
  if (!found.isDirectory()) {
    yield `${path} ${found.size} ${found.mtimeMs}`;
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) if (!MADE.has(name)) yield* filesBelow(`${path}/${name}`);
}

/** Name, size and time of every source file, as one digest. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const path of SOURCES) for (const line of filesBelow(path)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** Runs the build unless it ran for exactly these sources and its results are still there. */
export async function buildIfStale(build) {
  const before = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === before && OUTPUTS.every((file) => existsSync(join(root, file)))) return false;
  await build();
  if (fingerprint() === before) writeFileSync(stamp, before); // an edit during the build is built next time
  return true;
}
