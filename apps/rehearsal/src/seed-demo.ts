// Fills an empty demo installation through the product's own HTTP interface: synthetic scanner files are cleaned with
// each centre's key as the portal would, uploaded, and reviewed. Environment: ECHOCOHORT_API_URL, DEMO_PASSWORD;
// optional DEMO_SEED, DEMO_PATIENTS (a centre), DEMO_CENTRES. Prints progress on standard error.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { callRoute, routes } from '@echocohort/contracts';
import { syntheticStudy } from '@echocohort/testing';
import { PicturePool } from './centre/picture-pool.ts';
import { seedStudy } from './demo/seed-study.ts';
import { Progress } from './demo/progress.ts';
import { signIn } from './product/sign-in.ts';
import { signInStaff } from './product/staff.ts';

const { ECHOCOHORT_API_URL: apiUrl, DEMO_PASSWORD: password, DEMO_SEED: seed = 'demo', DEMO_PATIENTS = '7', DEMO_CENTRES } = process.env;
if (!apiUrl || !password) {
  process.stderr.write('seed-demo needs ECHOCOHORT_API_URL and DEMO_PASSWORD\n');
  process.exit(2);
}

const reader = await signIn(apiUrl, 'statistician@demo.echocohort.example', password);
const study = await callRoute(reader, routes.study);
const centres = DEMO_CENTRES ? Number(DEMO_CENTRES) : undefined;
const patients = syntheticStudy({ definition: study, seed, patientsPerCentre: Number(DEMO_PATIENTS), centres });
const codes = [...new Set(patients.map((patient) => patient.centre))];
const staff = await signInStaff(apiUrl, password, codes);
const pool = new PicturePool(Math.max(1, availableParallelism() - 1), new URL('./centre/picture-worker.js', import.meta.url));
// Demo keys are derived, so that seeding twice gives the same files; a real centre's key is random and stays there.
const keyOf = (centre: string): Uint8Array => new Uint8Array(createHash('sha256').update(`demo key ${seed} ${centre}`).digest());
const counted = study.slots.filter((slot) => slot.counted).length;
const progress = new Progress('demo images', patients.reduce((sum, patient) => sum + patient.lesions.length, 0) * counted);
try {
  await seedStudy({ staff, study, patients, keyOf, makePicture: (job) => pool.make(job), progress, password });
} finally {
  await pool.close();
}
progress.end();
