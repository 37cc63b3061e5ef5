#!/usr/bin/env node
// npm start: from a fresh clone to a running system with one command. Installs, generates and builds what is missing,
// starts everything, prints the address and the accounts; Ctrl-C stops all of it.
import { buildIfStale } from './start/built.mjs';
import { readOptions, UsageError } from './start/options.mjs';
import { buildAll } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';
import { root, runStep } from './steps/run-step.mjs';
import { join } from 'node:path';

const begun = Date.now();
const say = (text) => console.log(`  ${text} · ${((Date.now() - begun) / 1000).toFixed(1)} s`);

function printAccounts({ portalUrl, apiUrl, installation, demoPassword, demoIncomplete, logs }) {
  console.log(`\nEchoCohort is ready: ${portalUrl}   (API: ${apiUrl}/v1/docs, logs: ${logs})`);
  if (installation.setupPath) console.log(`Create the first administrator (the link works once): ${portalUrl}${installation.setupPath}`);
  if (installation.accounts.length > 0) {
    console.log(`\nDemo accounts, one per role, password of all: ${demoPassword}`);
    const roles = new Set();
    for (const { email, roles: held, centre } of installation.accounts) {
      if (roles.has(held.join())) continue;
      roles.add(held.join());
      console.log(`  ${email.padEnd(44)} ${held.join(', ')}${centre ? ` of ${centre}` : ''}`);
    }
    console.log(`Key holders of the sealed outcomes, with their passphrases: data-manager "${demoPassword} data-manager", administrator "${demoPassword} administrator"`);
  }
  if (demoIncomplete) console.log('\nThe demo cases of this data folder are incomplete: an earlier start was stopped while it wrote them. For all of them, start with a new --data folder.');
  console.log('\nCtrl-C stops everything; the data stay.');
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  await installPackages();
  // The engine is a download, the build is work: side by side they take the time of one.
  await Promise.all([buildIfStale(() => buildAll()), runStep(process.execPath, [join(root, 'tools/install-engine.mjs')])]);
  say('installed and built');
  const { startProduct } = await import('./start/product.mjs'); // needs packages, so only now
  const stopped = new AbortController();
  let product = null;
  const end = async (code) => {
    const running = product;
    product = null;
    await running?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {
    if (!stopped.signal.aborted) console.log('\nStopping…');
    stopped.abort(new Error('stopped'));
    if (product !== null) void end(0); // while it is still starting, startProduct stops what it has started and throws
  });
  product = await startProduct(options, {
    say,
    signal: stopped.signal,
    onDeath: (error) => {
      if (product === null) return; // starting or stopping: the one who waits for it says so
      console.error(error.message);
      void end(1);
    },
  });
  printAccounts(product);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(error instanceof UsageError ? 2 : 1);
});
