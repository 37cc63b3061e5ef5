// Installs the job queue's own tables in the schema `jobs`, as the owner, so that the services that use them need no
// right to create anything. The queues are those of libs/jobs; its integration spec compares the two lists.
import { PgBoss } from 'pg-boss';

// A worker that was killed gives no sign of life any more: within about two minutes its job goes to another. The limit of
// the whole job alone would leave an export "running" for hours. Killed again and again, a job is given up after its retries.
const SIGNS_OF_LIFE = { heartbeatSeconds: 60 };
export const JOB_QUEUES = [
  { name: 'train-finished', options: { policy: 'exclusive', retryLimit: 5, retryDelay: 5, retryBackoff: true, ...SIGNS_OF_LIFE } },
  { name: 'export', options: { policy: 'exclusive', retryLimit: 3, expireInSeconds: 6 * 3600, ...SIGNS_OF_LIFE } },
  { name: 'analyse', options: { policy: 'exclusive', retryLimit: 3, expireInSeconds: 3600, ...SIGNS_OF_LIFE } },
  { name: 'preview', options: { policy: 'exclusive', retryLimit: 3, retryDelay: 5, ...SIGNS_OF_LIFE } },
];

const GRANTS = `
  GRANT USAGE ON SCHEMA jobs TO echocohort_app, echocohort_trainer;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO echocohort_app, echocohort_trainer;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA jobs TO echocohort_app, echocohort_trainer;
  REVOKE ALL ON jobs.run_progress, jobs.training, jobs.trainer FROM echocohort_app, echocohort_trainer;
  GRANT SELECT ON jobs.run_progress, jobs.training, jobs.trainer TO echocohort_app, echocohort_trainer;
  GRANT INSERT ON jobs.run_progress TO echocohort_trainer;
  GRANT INSERT, UPDATE, DELETE ON jobs.trainer TO echocohort_trainer;
  GRANT UPDATE ON jobs.training TO echocohort_trainer;
  GRANT INSERT, UPDATE, DELETE ON jobs.training TO echocohort_app;
`;

/** Trainings that waited in a queue of the same tool before they had a table of their own. */
const CARRY_OVER = `
  INSERT INTO jobs.training (id, kind, payload) SELECT (data ->> 'runId')::uuid, 'training', data FROM jobs.job WHERE name = 'train' AND state < 'completed' ORDER BY created_on ON CONFLICT DO NOTHING;
  DELETE FROM jobs.job WHERE name IN ('train', 'train-lost') AND state < 'completed';
`;

export async function installJobsSchema(url, client) {
  const boss = new PgBoss({ connectionString: url, schema: 'jobs', supervise: false, schedule: false, migrate: true, createSchema: true });
  const failures = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  try {
    for (const { name, options } of JOB_QUEUES) {
      const { policy, ...changeable } = options;
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, { policy, ...changeable });
      else await boss.updateQueue(name, changeable);
    }
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
  if (failures.length > 0) throw failures[0];
  await client.query(GRANTS);
  await client.query(CARRY_OVER);
}
