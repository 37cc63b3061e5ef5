import { createHash } from 'node:crypto';
import { SCALE, withDrawnStudy } from './full-study.mjs';
import { asClient } from './installation.mjs';
import { enrolHolders, lockInProcess } from './program.mjs';

/** The floor: the same rows read as JSON by one statement a table, and digested once. */
const readPlainly = (ownerUrl) => asClient(ownerUrl, async (client) => {
  await client.query("SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes'");
  for (const table of ['lesion', 'image', 'slot', 'form_entry', 'item_value', 'pathology_report', 'outline', 'audit_event']) {
    const { rows } = await client.query(`SELECT row_to_json(t)::text AS row FROM ${table} t`);
    const hash = createHash('sha256');
    for (const { row } of rows) hash.update(row);
    hash.digest('hex');
  }
});

/**
 * One lock over HTTP of a study of the paper's size with its outlines and its audit trail: password, reading, checks,
 * files, manifest, audit; and what the API and the process of the lock held at most.
 */
export default function measure() {
  return withDrawnStudy(async ({ signIn, ownerUrl, env }) => {
    await enrolHolders(signIn);
    const floorStart = performance.now();
    await readPlainly(ownerUrl);
    const baseline = performance.now() - floorStart;
    const { snapshot, lockMs, ...rest } = await lockInProcess(env);
    return { unit: 'ms', value: lockMs, baseline: Math.round(baseline), baselineName: 'the same rows read as JSON and digested', ratio: Number((lockMs / baseline).toPrecision(4)), runs: 1, scale: SCALE, files: snapshot.files, ...rest };
  });
}
