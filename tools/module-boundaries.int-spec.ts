import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = process.cwd();

/** Lints one line as if it stood in `file`, with the import table alone. */
function lint(file: string, source: string): string {
  const run = spawnSync(process.execPath, [join(root, 'node_modules/eslint/bin/eslint.js'), '--config', 'eslint.boundaries.config.mjs', '--stdin', '--stdin-filename', file, '--format', 'json'], {
    cwd: root,
    input: source,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  return run.stdout + run.stderr;
}

describe('the import table is enforced', () => {
  beforeAll(() => {
    const graph = spawnSync(join(root, 'node_modules/.bin/nx'), ['show', 'projects'], { cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' } });
    expect(graph.status).toBe(0);
  }, 60_000);

  it.each([
    ['apps/portal/src/forbidden.ts', '@echocohort/persistence', 'the portal must not reach the database'],
    ['libs/contracts-reading/src/lib/forbidden.ts', '@echocohort/pathology', 'the reading contracts are blind to pathology'],
    ['apps/trainer/src/forbidden.ts', '@echocohort/persistence', 'the trainer reads snapshots only'],
    ['libs/dicom/src/lib/forbidden.ts', '@echocohort/protocol', 'dicom knows no protocol'],
    ['apps/api/src/forbidden.ts', '@echocohort/testing', 'test material stays out of the product'],
  ])('%s may not import %s: %s', (file, target) => {
    const answer = lint(file, `import { something } from '${target}';\nexport const used = something;\n`);
    expect(answer).toContain('@nx/enforce-module-boundaries');
    expect(answer).toContain('"severity":2');
  }, 60_000);

  it('lets an allowed import pass', () => {
    const answer = lint('apps/portal/src/allowed.ts', "import { routes } from '@echocohort/contracts';\nexport const used = routes;\n");
    expect(JSON.parse(answer)).toMatchObject([{ errorCount: 0 }]);
  }, 60_000);
});
