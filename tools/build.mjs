#!/usr/bin/env node
// npm run build: everything that runs, from sources.
import { buildAll } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';

await installPackages();
await buildAll({ skipCache: process.argv.includes('--skip-nx-cache') });
