#!/usr/bin/env node
// npm run bench -- [NAME…] | --list: each benchmark measures a hot path and a baseline in turn, in this one run, and
// prints one JSON line {name, unit, value, baseline, baselineName, ratio, runs}. Figures of one machine mean little;
// the ratio travels (docs/benchmarks.md keeps the results).
import { existsSync } from 'node:fs';
import { buildAll } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';

const table = ['deidentify', 'ingest', 'lock', 'export', 'verify', 'lists', 'train', 'infer', 'delong', 'redact-cine', 'panel-next', 'split', 'bootstrap', 'readers'];
const written = table.filter((name) => existsSync(new URL(`bench/${name}.bench.mjs`, import.meta.url)));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

if (process.argv.includes('--list')) {
  for (const name of table) console.log(written.includes(name) ? name : `${name} (not written yet)`);
  process.exit(0);
}
const unknown = names.filter((name) => !written.includes(name));
if (unknown.length > 0) {
  console.error(`no benchmark named ${unknown.join(', ')}; --list names them`);
  process.exit(2);
}

await installPackages();
await buildAll();
for (const name of names.length > 0 ? names : written) {
  const { default: measure } = await import(`./bench/${name}.bench.mjs`);
  console.log(JSON.stringify({ name, ...(await measure()) }));
}
