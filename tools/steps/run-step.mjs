import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A program of node_modules/.bin. */
export const bin = (name) => join(root, 'node_modules', '.bin', name);

/**
 * Runs one command to its end. `quiet` keeps its output back and prints it only when the command fails.
 * Answers the exit code; a signal counts as 1.
 */
export function runStep(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'] });
    const kept = [];
    if (quiet) for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => kept.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(code ?? 1);
    });
  });
}

/** Runs one named step of a longer work, says how long it took, and throws when it fails. */
export async function namedStep(name, command, args, options = {}) {
  const start = Date.now();
  const code = await runStep(command, args, { quiet: true, ...options });
  if (code !== 0) throw new Error(`${name} failed (exit ${code})`);
  console.log(`  ${name} · ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
