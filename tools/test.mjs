#!/usr/bin/env node
// npm test: everything, each kind in its turn; installs and builds what is missing; the last line is the sum.
//   --only unit|integration|api-e2e|portal-e2e|rehearsal   one kind (repeatable)
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll, generateClient } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';
import { bin, root, runStep } from './steps/run-step.mjs';

const kinds = ['unit', 'integration', 'api-e2e', 'portal-e2e', 'rehearsal'];
const asked = process.argv.flatMap((argument, index, all) => (argument === '--only' ? [all[index + 1]] : []));
const unknown = asked.filter((kind) => !kinds.includes(kind));
if (unknown.length > 0) {
  console.error(`--only takes one of ${kinds.join(', ')}`);
  process.exit(2);
}
const chosen = asked.length > 0 ? kinds.filter((kind) => asked.includes(kind)) : kinds;

/** Runs one Jest project; a run that ends without a report counts as one failure, never as nothing. */
async function runJest(kind) {
  const folder = mkdtempSync(join(tmpdir(), 'echocohort-test-'));
  const report = join(folder, 'report.json');
  try {
    const workers = '--maxWorkers=2'; // every browser spec brings up a stack of its own on free ports: two stand side by side
    const code = await runStep(bin('jest'), ['--selectProjects', kind, '--json', `--outputFile=${report}`, '--passWithNoTests', workers]);
    try {
      const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
      const failed = numFailedTests + numRuntimeErrorTestSuites;
      return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: numPendingTests };
    } catch {
      return { passed: 0, failed: 1, skipped: 0 };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The small rehearsal prints its own closing line in the same form. */
function runRehearsal() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['tools/rehearsal.mjs', '--centres', '4', '--patients', '12', '--seed', '1'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', () => resolve({ passed: 0, failed: 1, skipped: 0 }));
    child.on('close', (code) => {
      const line = /^(\d+) passed, (\d+) failed/m.exec(text.slice(text.lastIndexOf('\n', text.length - 2) + 1));
      const counts = line ? { passed: Number(line[1]), failed: Number(line[2]), skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
      resolve(code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);
    });
  });
}

await installPackages();
if (chosen.every((kind) => kind === 'unit')) await generateClient();
else {
  await buildAll();
  await runStep(process.execPath, ['tools/install-engine.mjs']);
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const kind of chosen) {
  const start = Date.now();
  console.log(`\n== ${kind}`);
  const counts = kind === 'rehearsal' ? await runRehearsal() : await runJest(kind);
  for (const key of Object.keys(total)) total[key] += counts[key];
  console.log(`== ${kind}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped · ${Math.round((Date.now() - start) / 1000)} s`);
}
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
