import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTag, TRANSFER_SYNTAX, writeDicom } from '@echocohort/dicom';
import { appendAuditAll, Database } from '@echocohort/persistence';
import { asClient, withInstallation } from './installation.mjs';

/** The size of the paper's study (2.1), or a multiple or part of it: `ECHOCOHORT_BENCH_SCALE=2` shows whether memory grows with the study. */
export const SCALE = Number(process.env['ECHOCOHORT_BENCH_SCALE'] ?? '1');
export const LESIONS = Math.round(2213 * SCALE);

const ANSWERS = {
  clinical: { age: 56, sex: 'male', hepatitis: 'hbv', extrahepatic_tumour: false, afp: 12.5, afp_date: '2019-03-06', lymph_node_metastasis: false, vascular_invasion: false, ascites: false, liver_background: 'fibrosis', clinical_history: true, only_cystic: false },
  ultrasound: { non_cystic_focal: true, local_therapy: 'none', max_diameter: 2.4, shape: 'ellipse', margin: 'smooth', echogenicity: 'hypo', vascularity: true, posterior_enhancement: false, halo: true, satellite: false, scan_quality: 'clear' },
};
const HEADER = { sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', manufacturer: 'GE Healthcare', model: 'LOGIQ E9', transducer: 'C1-5-D', device: 'D01', scanDate: '2019-03-04', calibrated: true };

/** Accepted cases as the services would have left them, in a few statements: one lesion a subject, 13 centres in turn. */
const SEED = `
  SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes';
  INSERT INTO subject (id, study_id, centre_id, number, code)
    SELECT gen_random_uuid(), s.id, c, n, c || '-' || lpad(n::text, greatest(4, length(n::text)), '0') FROM study s, generate_series(1, ${LESIONS}) n, LATERAL (SELECT 'C' || lpad((1 + n % 13)::text, 2, '0') AS c) x;
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

async function fill(ownerUrl, storage, state, files = true) {
  await asClient(ownerUrl, async (client) => {
    const { rows: [study] } = await client.query("SELECT definition -> 'protocol' -> 'slots' AS slots FROM study_version");
    const slots = study.slots.filter(({ counted }) => counted).map(({ code }) => code);
    await client.query(SEED.replace('$STATE$', state).replace('$SLOTS$', `'{${slots.join(',')}}'`));
    if (!files) return;
    const { rows } = await client.query("SELECT sha256, l.code || i.slot_code AS content FROM image i JOIN lesion l ON l.id = i.lesion_id");
    for (const { sha256, content } of rows) {
      mkdirSync(join(storage, 'objects', sha256.slice(0, 2)), { recursive: true });
      writeFileSync(join(storage, 'objects', sha256.slice(0, 2), sha256), content);
    }
  });
}

/** Rows and columns of the images, small unless `ECHOCOHORT_BENCH_PICTURE=768x1024` asks for those of a hospital, and how many of a lesion's are drawn on. */
export const PICTURE = process.env['ECHOCOHORT_BENCH_PICTURE'] ?? '80x100';
const [ROWS, COLUMNS] = PICTURE.split('x').map(Number);
const DRAWN = 4;

/** A small ultrasound image whose UIDs end in ten digits that can be overwritten. */
function smallImage() {
  const text = (tag, vr, value) => ({ tag: parseTag(tag), vr, value: Buffer.from(value.length % 2 === 0 ? value : `${value}${vr === 'UI' ? '\0' : ' '}`) });
  const number = (tag, value) => ({ tag: parseTag(tag), vr: 'US', value: Buffer.from([value & 255, value >> 8]) });
  const uid = '2.25.10000000000';
  const elements = [
    text('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.6.1'), text('0008,0018', 'UI', uid), text('0008,0020', 'DA', '20190304'), text('0008,0060', 'CS', 'US'), text('0010,0010', 'PN', 'BENCH'), text('0010,0020', 'LO', 'BENCH'),
    text('0020,000d', 'UI', `${uid}.2`), text('0020,000e', 'UI', `${uid}.3`), number('0028,0002', 1), text('0028,0004', 'CS', 'MONOCHROME2'), number('0028,0010', ROWS), number('0028,0011', COLUMNS),
    number('0028,0100', 8), number('0028,0101', 8), number('0028,0102', 7), number('0028,0103', 0), { tag: parseTag('7fe0,0010'), vr: 'OB', value: Buffer.alloc(ROWS * COLUMNS, 90) },
  ];
  return Buffer.from(writeDicom({ transferSyntax: TRANSFER_SYNTAX.explicitLittle, sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', sopInstanceUid: uid, elements }));
}

const OUTLINES = `
  INSERT INTO outline (id, image_id, lesion_id, centre_id, kind, shape, points, drawn_by_id)
    SELECT gen_random_uuid(), i.id, i.lesion_id, i.centre_id, 'lesion', 'polygon', (SELECT jsonb_agg(jsonb_build_array(round((${COLUMNS} * (0.5 + 0.3 * cos(a * pi() / 20)))::numeric, 2), round((${ROWS} * (0.5 + 0.3125 * sin(a * pi() / 20)))::numeric, 2)) ORDER BY a) FROM generate_series(0, 39) a), p.id
    FROM (SELECT *, row_number() OVER (PARTITION BY lesion_id ORDER BY slot_code) AS n FROM image) i, (SELECT id FROM person LIMIT 1) p WHERE i.n <= ${DRAWN};`;

/** In the place of a few letters every image becomes a DICOM file of its own, and the first of every lesion are drawn on. */
async function giveImages(ownerUrl, storage) {
  await asClient(ownerUrl, async (client) => {
    await client.query("SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes'");
    const { rows } = await client.query('SELECT id FROM image ORDER BY id');
    const bytes = smallImage();
    const places = [];
    for (let at = bytes.indexOf('10000000000'); at >= 0; at = bytes.indexOf('10000000000', at + 1)) places.push(at);
    const digests = rows.map((_, index) => {
      for (const at of places) bytes.write(`1${String(index).padStart(10, '0')}`, at);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      mkdirSync(join(storage, 'objects', sha256.slice(0, 2)), { recursive: true });
      writeFileSync(join(storage, 'objects', sha256.slice(0, 2), sha256), bytes);
      return sha256;
    });
    await client.query(`UPDATE image SET sha256 = d.sha256, size_bytes = ${bytes.length}, rows = ${ROWS}, columns = ${COLUMNS} FROM unnest($1::uuid[], $2::text[]) AS d(id, sha256) WHERE image.id = d.id`, [rows.map(({ id }) => id), digests]);
    await client.query(OUTLINES);
    // The worker searched every image for text when it came; a benchmark of something else must not do that beside.
    await client.query('INSERT INTO text_check (image_id, centre_id, searched_frames, found) SELECT id, centre_id, 1, 0 FROM image');
  });
}

/** Lesions whose events join the trail in one transaction. */
const TOLD_AT_ONCE = 200;

const saved = (form) => ({ type: 'form.saved', payload: { form, version: 1, items: Object.keys(ANSWERS[form]).map((item) => ({ item, change: 'entered' })) } });

/** What the trail of such a study tells: every image, form, report and state, as the services would have written them. */
async function tellTrail(ownerUrl, appUrl) {
  const { study, lesions } = await asClient(ownerUrl, async (client) => {
    await client.query("SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes'");
    const { rows } = await client.query("SELECT l.code, l.centre_id AS centre, s.code AS subject, p.id AS report, (SELECT json_agg(json_build_array(i.slot_code, i.sha256)) FROM image i WHERE i.lesion_id = l.id) AS images FROM lesion l JOIN subject s ON s.id = l.subject_id JOIN pathology_report p ON p.lesion_id = l.id ORDER BY l.code");
    return { study: (await client.query('SELECT id, code FROM study')).rows[0], lesions: rows };
  });
  const database = new Database(appUrl, { poolSize: 1 });
  for (let from = 0; from < lesions.length; from += TOLD_AT_ONCE) {
    await database.system((tx) => appendAuditAll(tx, study, lesions.slice(from, from + TOLD_AT_ONCE).flatMap(({ code, centre, subject, report, images }, index) => [
      { type: 'subject.registered', payload: { subject } }, { type: 'lesion.opened', payload: { subject, lesion: code } },
      ...images.map(([slot, image]) => ({ type: 'image.stored', payload: { slot, image, receipt: from + index, findings: [], protocol: '1.0' } })),
      saved('clinical'), saved('ultrasound'), { type: 'pathology.entered', payload: { report } }, { type: 'pathology.confirmed', payload: { report } },
      { type: 'case.state-changed', payload: { from: 'complete', to: 'accepted', cause: 'panel.accepted' } },
    ].map((event) => ({ ...event, centre, case: code })))));
  }
  await database.close();
}

/** A study of the paper's size with small DICOM images, outlines and its whole audit trail, behind a running API. */
export const withDrawnStudy = (work) => withInstallation({ fill: async (ownerUrl, storage, appUrl) => {
  await fill(ownerUrl, storage, 'accepted', false);
  await giveImages(ownerUrl, storage);
  await tellTrail(ownerUrl, appUrl);
} }, work);

/** A study of the paper's size, every case in `state`, behind a running API. */
export const withFullStudy = (state, work) => withInstallation({ fill: (ownerUrl, storage) => fill(ownerUrl, storage, state) }, work);
