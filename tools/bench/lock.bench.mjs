import { createHash } from 'node:crypto';
import { callRoute, routes } from '@echocohort/contracts';
import { withFullStudy } from './full-study.mjs';
import { asClient, PASSWORD } from './installation.mjs';

/** The floor: the same rows read as JSON by one statement a table, and digested once. */
const readPlainly = (ownerUrl) => asClient(ownerUrl, async (client) => {
  await client.query("SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes'");
  for (const table of ['lesion', 'image', 'slot', 'form_entry', 'item_value', 'pathology_report', 'audit_event']) {
    const { rows } = await client.query(`SELECT row_to_json(t)::text AS row FROM ${table} t`);
    const hash = createHash('sha256');
    for (const { row } of rows) hash.update(row);
    hash.digest('hex');
  }
});

/** One lock of a study of the paper's size over HTTP: password, reading twice, checks, files, manifest, audit. */
export default function measure() {
  return withFullStudy('accepted', async ({ signIn, ownerUrl }) => {
    // The outcomes of the external centres are sealed for two key holders, so these enrol first.
    for (const role of ['data-manager', 'administrator']) await callRoute(await signIn(role), routes.enrolKeyHolder, { body: { password: PASSWORD, passphrase: `${PASSWORD} of the ${role}` } });
    const caller = await signIn('statistician');
    const created = await callRoute(caller, routes.createCohort, { body: { name: 'Bench', definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } } });
    const params = { cohortId: created.id };
    const cohort = await callRoute(caller, routes.splitCohort, { params, version: created.version, body: { seed: 'bench' } });
    const { digest } = await callRoute(caller, routes.cohortPreview, { params });
    const floorStart = performance.now();
    await readPlainly(ownerUrl);
    const baseline = performance.now() - floorStart;
    const start = performance.now();
    await callRoute(caller, routes.lockCohort, { params, version: cohort.version, body: { password: PASSWORD, meaning: 'benchmark', digest } });
    const value = performance.now() - start;
    return { unit: 'ms', value: Math.round(value), baseline: Math.round(baseline), baselineName: 'the same rows read as JSON and digested', ratio: Number((value / baseline).toPrecision(4)), runs: 1 };
  });
}
