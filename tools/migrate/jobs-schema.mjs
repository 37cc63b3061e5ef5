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
  REVOKE ALL ON ALL TABLES IN SCHEMA jobs FROM echocohort_app, echocohort_trainer;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO echocohort_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA jobs TO echocohort_app, echocohort_trainer;
  REVOKE ALL ON jobs.run_progress, jobs.training, jobs.trainer FROM echocohort_app;
  GRANT SELECT ON jobs.run_progress, jobs.training, jobs.trainer, jobs.version, jobs.queue, jobs.job, jobs.job_common TO echocohort_trainer;
  GRANT SELECT ON jobs.run_progress, jobs.training, jobs.trainer TO echocohort_app;
  GRANT INSERT ON jobs.run_progress, jobs.job, jobs.job_common TO echocohort_trainer;
  GRANT INSERT, UPDATE, DELETE ON jobs.trainer TO echocohort_trainer;
  GRANT UPDATE ON jobs.training TO echocohort_trainer;
  GRANT INSERT, UPDATE, DELETE ON jobs.training TO echocohort_app;
`;

/**
 * Row-level security on whatever tables the queue's tool has made, partitions too (one may be named directly). The API and its
 * worker keep the whole queue; a trainer reports ends of trainings and knows of no other job.
 */
const WALL = `
  DO $$
  DECLARE
    wall record;
  BEGIN
    FOR wall IN SELECT c.relname AS name, EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid AND i.inhparent = 'jobs.job'::regclass) OR c.oid = 'jobs.job'::regclass AS holds_jobs
      FROM pg_class c WHERE c.relnamespace = 'jobs'::regnamespace AND c.relkind IN ('r', 'p') LOOP
      EXECUTE format('ALTER TABLE jobs.%I ENABLE ROW LEVEL SECURITY', wall.name);
      EXECUTE format('ALTER TABLE jobs.%I FORCE ROW LEVEL SECURITY', wall.name);
      EXECUTE format('DROP POLICY IF EXISTS owner ON jobs.%1$I; DROP POLICY IF EXISTS service ON jobs.%1$I; DROP POLICY IF EXISTS trainer ON jobs.%1$I', wall.name);
      EXECUTE format('CREATE POLICY owner ON jobs.%I TO CURRENT_USER USING (true) WITH CHECK (true)', wall.name);
      EXECUTE format('CREATE POLICY service ON jobs.%I TO echocohort_app USING (true) WITH CHECK (true)', wall.name);
      IF wall.holds_jobs THEN
        EXECUTE format('CREATE POLICY trainer ON jobs.%I TO echocohort_trainer USING (name = ''train-finished'') WITH CHECK (name = ''train-finished'')', wall.name);
      ELSIF wall.name IN ('run_progress', 'training', 'trainer', 'version', 'queue') THEN
        EXECUTE format('CREATE POLICY trainer ON jobs.%I TO echocohort_trainer USING (true) WITH CHECK (true)', wall.name);
      END IF;
    END LOOP;
  END $$;
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
  await client.query(WALL);
  await client.query(CARRY_OVER);
}
