#!/usr/bin/env node
// npm run lint: ESLint with types and the import table. The boundary rule needs Nx's project graph and would skip
// itself without one, so the graph is made first and its absence is a failure.
import { installPackages } from './steps/install-packages.mjs';
import { compileAll } from './steps/build-all.mjs';
import { bin, namedStep, runStep } from './steps/run-step.mjs';

await installPackages();
await compileAll(); // the portal's types come from the compiled libraries
await namedStep('project graph', bin('nx'), ['show', 'projects'], { env: { NX_DAEMON: 'false' } });
const places = process.argv.slice(2);
const eslint = (args) => runStep(bin('eslint'), ['--max-warnings', '0', ...args], { env: { NX_DAEMON: 'false', NODE_OPTIONS: '--max-old-space-size=6144' } });

// The portal has a program of types of its own, so it and all the rest are read side by side; hardly anything is read twice.
const portal = ['apps/portal', 'apps/portal-e2e'];
const parts = places.length > 0 ? [places] : [portal, ['.', ...portal.flatMap((folder) => ['--ignore-pattern', `${folder}/**`])]];
const codes = await Promise.all(parts.map(eslint));
process.exitCode = Math.max(...codes);
