// The dress rehearsal: a synthetic multicentre study with planted faults through the running product, over HTTP and the
// shell. Started by tools/rehearsal.mjs with ECHOCOHORT_API_URL, DEMO_PASSWORD and REHEARSAL_FOLDER.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callRoute, routes } from '@echocohort/contracts';
import { syntheticStudy } from '@echocohort/testing';
import { PicturePool } from './centre/picture-pool.ts';
import { signIn } from './product/sign-in.ts';
import { signInStaff } from './product/staff.ts';
import { readOptions } from './rehearse/options.ts';
import { rehearse } from './rehearse/rehearse.ts';
import { runProgram } from './rehearse/run-program.ts';
import { ScoreCard } from './score/score-card.ts';

const options = readOptions(process.argv.slice(2));
const { ECHOCOHORT_API_URL: apiUrl, DEMO_PASSWORD: password, REHEARSAL_FOLDER: folder } = process.env;
if (typeof options === 'string' || !apiUrl || !password || !folder) {
  process.stderr.write(`${typeof options === 'string' ? options : 'The rehearsal needs ECHOCOHORT_API_URL, DEMO_PASSWORD and REHEARSAL_FOLDER; start it with npm run rehearsal.'}\n`);
  process.exit(2);
}

await mkdir(folder, { recursive: true });
const card = new ScoreCard();
const reader = await signIn(apiUrl, 'statistician@demo.echocohort.example', password);
const study = await callRoute(reader, routes.study);
const centres = Math.min(options.centres, study.centres.length);
const patients = syntheticStudy({
  definition: study, seed: options.seed, centres, patientsPerCentre: Math.floor(options.patients / centres), extraPatients: options.patients % centres, allAccepted: true,
});
const staff = await signInStaff(apiUrl, password, [...new Set(patients.map((patient) => patient.centre))]);
const pool = new PicturePool(Math.max(1, availableParallelism() - 1), new URL('./centre/picture-worker.js', import.meta.url));
const shell = fileURLToPath(new URL('../../cli/bin/echocohort.mjs', import.meta.url));
try {
  await rehearse({
    apiUrl, password, study, staff, patients, card, folder, withFaults: options.faults === 'standard', cases: [],
    keyOf: (centre) => new Uint8Array(createHash('sha256').update(`rehearsal key ${options.seed} ${centre}`).digest()),
    makePicture: (job) => pool.make(job),
    cli: (args, env) => runProgram(shell, args, { env }),
  });
} finally {
  await pool.close();
}
process.stdout.write(`\n${card.text()}\n`);
if (options.json !== null) {
  await writeFile(resolve(process.env['INIT_CWD'] ?? process.cwd(), options.json), `${JSON.stringify({ ...options, seconds: card.seconds, passed: card.passed, failed: card.failed, faults: card.faults, steps: card.steps }, null, 1)}\n`);
}
process.stdout.write(`${card.passed} passed, ${card.failed} failed\n`);
process.exitCode = card.failed === 0 ? 0 : 1;
