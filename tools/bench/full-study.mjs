import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { callRoute, routes } from '@echocohort/contracts';
import { Database } from '@echocohort/persistence';
import { prepareInstallation } from '../../apps/api/dist/bootstrap/prepare-installation.js';
import { startApi } from '../../apps/api/dist/start-api.js';
import { freePort, initialiseCluster, startCluster, throwawayFolder } from '../postgres/server.mjs';

/** The size of the paper's study (2.1). */
export const LESIONS = 2213;
export const PASSWORD = 'correct horse battery';
const ROOT = resolve(import.meta.dirname ?? '.', '../..');

const ANSWERS = {
  clinical: { age: 56, sex: 'male', hepatitis: 'hbv', extrahepatic_tumour: false, afp: 12.5, afp_date: '2019-03-06', lymph_node_metastasis: false, vascular_invasion: false, ascites: false, liver_background: 'fibrosis', clinical_history: true, only_cystic: false },
  ultrasound: { non_cystic_focal: true, local_therapy: 'none', max_diameter: 2.4, shape: 'ellipse', margin: 'smooth', echogenicity: 'hypo', vascularity: true, posterior_enhancement: false, halo: true, satellite: false, scan_quality: 'clear' },
};
const HEADER = { sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', manufacturer: 'GE Healthcare', model: 'LOGIQ E9', transducer: 'C1-5-D', device: 'D01', scanDate: '2019-03-04', calibrated: true };

/** Accepted cases as the services would have left them, in a few statements: one lesion a subject, 13 centres in turn. */
const SEED = `
  SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes';
  INSERT INTO subject (id, study_id, centre_id, number, code)
    SELECT gen_random_uuid(), s.id, c, n, c || '-' || lpad(n::text, 4, '0') FROM study s, generate_series(1, ${LESIONS}) n, LATERAL (SELECT 'C' || lpad((1 + n % 13)::text, 2, '0') AS c) x;
  INSERT INTO lesion (id, subject_id, centre_id, ordinal, code, state) SELECT gen_random_uuid(), id, centre_id, 1, code || '-L1', '$STATE$' FROM subject;
  INSERT INTO exam (id, lesion_id, centre_id, scan_date) SELECT gen_random_uuid(), id, centre_id, '2019-03-04' FROM lesion;
  INSERT INTO image (id, lesion_id, centre_id, slot_code, sha256, pixel_sha256, size_bytes, sop_instance_uid, rows, columns, frames, header, protocol_version, stored_by_id)
    SELECT gen_random_uuid(), l.id, l.centre_id, slot, d, d, length(l.code || slot), '2.25.1', 480, 640, 1, '${JSON.stringify(HEADER)}', '1.0', p.id
    FROM lesion l, unnest($SLOTS$::text[]) slot, LATERAL (SELECT encode(sha256((l.code || slot)::bytea), 'hex') AS d) x, (SELECT id FROM person LIMIT 1) p;
  INSERT INTO slot (id, lesion_id, centre_id, code, current_image_id) SELECT gen_random_uuid(), lesion_id, centre_id, slot_code, id FROM image;
  INSERT INTO form_entry (id, subject_id, lesion_id, centre_id, form_code) SELECT gen_random_uuid(), subject_id, NULL, centre_id, 'clinical' FROM lesion;
  INSERT INTO form_entry (id, subject_id, lesion_id, centre_id, form_code) SELECT gen_random_uuid(), subject_id, id, centre_id, 'ultrasound' FROM lesion;
  INSERT INTO item_value (id, form_entry_id, centre_id, item_code, value, set_by_id)
    SELECT gen_random_uuid(), f.id, f.centre_id, a.key, a.value, p.id FROM form_entry f, LATERAL jsonb_each(('${JSON.stringify(ANSWERS)}'::jsonb) -> f.form_code) a, (SELECT id FROM person LIMIT 1) p;
  INSERT INTO pathology_report (id, lesion_id, centre_id, type_code, malignant, method, specimen_date, entered_by_id, confirmed_by_id, confirmed_at)
    SELECT gen_random_uuid(), l.id, l.centre_id, CASE WHEN b THEN 'haemangioma' ELSE 'hepatocellular-carcinoma' END, NOT b, 'biopsy', '2019-03-10', p.id, q.id, now()
    FROM lesion l, LATERAL (SELECT hashtext(l.code) % 5 = 0 AS b) x, (SELECT id FROM person ORDER BY id LIMIT 1) p, (SELECT id FROM person ORDER BY id DESC LIMIT 1) q;
  ANALYZE;`;

export async function asClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

async function makeDatabase(folder) {
  const [password, owner, app] = [1, 2, 3].map(() => randomBytes(12).toString('hex'));
  initialiseCluster(join(folder, 'db'), password, { sync: false });
  const server = await startCluster(join(folder, 'db'), { password, port: await freePort(), logFile: join(folder, 'log'), durable: true });
  await asClient(server.url('postgres'), async (admin) => {
    await admin.query(`CREATE ROLE echocohort_owner LOGIN CREATEDB CREATEROLE PASSWORD '${owner}'`);
    await admin.query('CREATE DATABASE bench OWNER echocohort_owner');
  });
  const url = (user, secret) => `postgres://${user}:${secret}@127.0.0.1:${server.port}/bench`;
  const ownerUrl = url('echocohort_owner', owner);
  await promisify(execFile)(process.execPath, [join(ROOT, 'tools/migrate.mjs'), 'deploy'], { env: { ...process.env, DATABASE_OWNER_URL: ownerUrl, ECHOCOHORT_APP_PASSWORD: app, ECHOCOHORT_TRAINER_PASSWORD: app } });
  return { server, ownerUrl, appUrl: url('echocohort_app', app) };
}

async function fill({ ownerUrl, appUrl }, storage, state) {
  const database = new Database(appUrl, { poolSize: 2 });
  const prepared = await prepareInstallation(database, { studyText: readFileSync(join(ROOT, 'studies/fll-liver/study.yaml'), 'utf8'), studyFile: 'study.yaml', mode: 'demo', demoPassword: PASSWORD });
  await database.close();
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  await asClient(ownerUrl, async (client) => {
    const { rows: [study] } = await client.query("SELECT definition -> 'protocol' -> 'slots' AS slots FROM study_version");
    const slots = study.slots.filter(({ counted }) => counted).map(({ code }) => code);
    await client.query(SEED.replace('$STATE$', state).replace('$SLOTS$', `'{${slots.join(',')}}'`));
    const { rows } = await client.query("SELECT sha256, l.code || i.slot_code AS content FROM image i JOIN lesion l ON l.id = i.lesion_id");
    for (const { sha256, content } of rows) {
      mkdirSync(join(storage, 'objects', sha256.slice(0, 2)), { recursive: true });
      writeFileSync(join(storage, 'objects', sha256.slice(0, 2), sha256), content);
    }
  });
}

/**
 * A study of the paper's size, every case in `state`, behind a running API. `work` gets the API's address, a way to sign in
 * as a demo role, and the owner's database address; all is taken down afterwards.
 */
export async function withFullStudy(state, work) {
  const folder = throwawayFolder();
  const data = mkdtempSync(join(tmpdir(), 'echocohort-bench-'));
  let database;
  let api;
  try {
    database = await makeDatabase(folder);
    await fill(database, join(data, 'storage'), state);
    writeFileSync(join(data, 'key.pem'), generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    api = await startApi({ DATABASE_URL: database.appUrl, STORAGE_DIR: join(data, 'storage'), ECHOCOHORT_SIGNING_KEY_FILE: join(data, 'key.pem'), API_PORT: '0', LOG_LEVEL: 'silent' });
    const { url } = api;
    const signIn = async (role) => {
      const { token } = await callRoute({ baseUrl: url, send: fetch }, routes.signIn, { body: { email: `${role}@demo.echocohort.example`, password: PASSWORD } });
      return { baseUrl: url, token, send: fetch };
    };
    return await work({ signIn, ownerUrl: database.ownerUrl });
  } finally {
    await api?.close();
    await database?.server.stop();
    for (const path of [folder, data]) rmSync(path, { recursive: true, force: true });
  }
}
