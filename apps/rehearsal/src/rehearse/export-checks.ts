import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { callRoute, routes, sendRoute } from '@echocohort/contracts';
import type { SnapshotView } from '@echocohort/contracts';
import type { Rehearsal } from './rehearsal.ts';
import { runProgram } from './run-program.ts';
import { unpackZip } from './unpack-zip.ts';

/** Has an export made, downloads it and unpacks it; gives its folder. */
export async function makeExport(rehearsal: Rehearsal, snapshot: SnapshotView, name: string): Promise<string> {
  const { statistician } = rehearsal.staff;
  let state = await callRoute(statistician, routes.requestExport, { params: { snapshotId: snapshot.id }, body: {}, idempotencyKey: `export-${name}-${snapshot.id}` });
  const until = Date.now() + 300_000;
  while (state.status === 'queued' || state.status === 'running') {
    if (Date.now() > until) throw new Error('the export did not finish in five minutes');
    await pause(300);
    state = await callRoute(statistician, routes.exportState, { params: { exportId: state.id } });
  }
  if (state.status !== 'finished') throw new Error(`the export failed: ${state.error ?? ''}`);
  const zip = join(rehearsal.folder, 'downloads', `${name}.zip`);
  await mkdir(dirname(zip), { recursive: true });
  const answer = await sendRoute(statistician, routes.downloadExport, { params: { exportId: state.id } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  await writeFile(zip, bytes);
  rehearsal.card.step(`download ${name} is what the server made`, createHash('sha256').update(bytes).digest('hex') === state.sha256);
  const folder = join(rehearsal.folder, 'exports', name);
  await unpackZip(zip, folder);
  const whole = await rehearsal.cli(['verify', zip, '--root', snapshot.root]);
  rehearsal.card.step(`echocohort verify accepts the zip of ${name}`, whole.code === 0, whole.code === 0 ? '' : whole.out.slice(-300) + whole.err);
  return folder;
}

/** The untouched folder verifies with both verifiers, and its audit chain with the third. */
export async function checkExport(rehearsal: Rehearsal, snapshot: SnapshotView, folder: string): Promise<void> {
  const { card, cli } = rehearsal;
  const byCli = await cli(['verify', folder, '--root', snapshot.root]);
  card.step('echocohort verify accepts the folder', byCli.code === 0, byCli.code === 0 ? '' : byCli.out.slice(-300) + byCli.err);
  const byFile = await runProgram(join(folder, 'verify.mjs'), [], { cwd: folder });
  card.step('verify.mjs accepts the folder', byFile.code === 0, byFile.code === 0 ? '' : byFile.out.slice(-300));
  const chain = await cli(['audit', 'verify', join(folder, 'audit.ndjson'), '--snapshot', join(folder, 'SNAPSHOT.json')]);
  card.step('echocohort audit verify accepts the trail', chain.code === 0, chain.out.slice(-200) + chain.err);
  await checkReport(rehearsal, folder);
  await checkSplit(rehearsal, folder);
  await checkNames(rehearsal, folder);
}

/** Every file that a report of an export without models must hold. */
const REPORT_FILES = ['report.en.docx', 'report.en.html', 'report.en.pdf', 'figures/flow.en.svg', 'figures/flow.en.png', 'tables/table1.en.csv', 'tables/table1.en.docx', 'tables/stard.en.csv', 'tables/tripod.en.csv', 'tables/claim.en.csv'];

/** The whole report comes out of the export alone, and its table 1 counts the lesions of the split. */
async function checkReport({ card, cli, folder: home }: Rehearsal, folder: string): Promise<void> {
  const out = join(home, 'report');
  const made = await cli(['report', folder, '--out', out]);
  const lesions = (await rowsOf(join(folder, 'splits.tsv'))).length;
  const counted = made.code === 0 ? /^Number of lesions,(\d+),/m.exec(await readFile(join(out, 'tables', 'table1.en.csv'), 'utf8'))?.[1] : undefined;
  const there = made.code === 0 ? new Set(await readdir(out, { recursive: true })) : new Set<string>();
  const lacking = REPORT_FILES.filter((name) => !there.has(name));
  card.step('echocohort report makes the whole report', made.code === 0 && lacking.length === 0, made.code === 0 ? `${there.size} files; lacking: ${lacking.join(', ') || 'none'}` : made.err.slice(-300));
  card.step('table 1 counts the lesions of the split', counted === String(lesions), `${counted ?? 'no'} of ${lesions} lesions`);
  await rm(out, { recursive: true, force: true });
}

async function rowsOf(file: string): Promise<Record<string, string>[]> {
  const [head = '', ...lines] = (await readFile(file, 'utf8')).trimEnd().split(/\r?\n/);
  const names = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((value, index) => [names[index] ?? '', value])));
}

/** Patients whole, external centres external, their outcomes sealed. */
async function checkSplit(rehearsal: Rehearsal, folder: string): Promise<void> {
  const [splits, lesions] = [await rowsOf(join(folder, 'splits.tsv')), await rowsOf(join(folder, 'lesions.tsv'))];
  const setOf = new Map(splits.map((row) => [row['lesion'], row['set']]));
  const sets = new Map<string, Set<string>>();
  for (const row of splits) {
    const patient = (row['lesion'] ?? '').replace(/-L\d+$/, '');
    sets.set(patient, (sets.get(patient) ?? new Set()).add(row['set'] ?? ''));
  }
  rehearsal.card.step('patients stay whole in the split', splits.length > 0 && [...sets.values()].every((entry) => entry.size === 1), `${sets.size} patients`);
  const external = new Set(rehearsal.study.centres.filter((centre) => centre.role === 'external').map((centre) => centre.code));
  const misplaced = splits.filter((row) => external.has((row['lesion'] ?? '').slice(0, 3)) !== (row['set'] === 'external_validation'));
  rehearsal.card.step('external centres are used for nothing else', misplaced.length === 0, `${misplaced.length} lesions`);
  const outside = lesions.filter((row) => setOf.get(row['lesion']) === 'external_validation');
  const open = outside.filter((row) => row['malignant'] !== 'sealed' || row['histology'] !== 'sealed');
  rehearsal.card.step('external outcomes are sealed in the export', outside.length > 0 && open.length === 0, `${open.length} of ${outside.length} lesions`);
}

/** No name, number or birth date of any patient in any file of the export. */
async function checkNames(rehearsal: Rehearsal, folder: string): Promise<void> {
  const words = rehearsal.patients.flatMap(({ person, birthDate }) => [person.han, person.latin, person.latin.replace(' ', '^'), birthDate.replaceAll('-', '')]).map((word) => Buffer.from(word));
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  let found = 0;
  for (const entry of files) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    if (words.some((word) => bytes.includes(word))) found++;
  }
  rehearsal.card.step('no file of the export names a patient', files.length > 0 && found === 0, `${found} of ${files.length} files`);
}

/** After the opening the outcomes stand beside the sealed record, and both verifiers check them against what was sealed. */
export async function checkOpened(rehearsal: Rehearsal, snapshot: SnapshotView, folder: string): Promise<void> {
  const outcomes = await rowsOf(join(folder, 'sealed', 'outcomes.tsv'));
  const external = snapshot.sets.find((set) => set.set === 'external_validation')?.lesions ?? 0;
  rehearsal.card.step('the opened export holds the external outcomes', external > 0 && outcomes.length === external, `${outcomes.length} of ${external}`);
  if (!rehearsal.withFaults) return;
  const copy = join(rehearsal.folder, 'tampered');
  await cp(folder, copy, { recursive: true });
  await edit(copy, join('sealed', 'outcomes.tsv'), (text) => text.replace(/\t([01])\t/, (_, verdict: string) => `\t${verdict === '1' ? '0' : '1'}\t`));
  const byCli = await rehearsal.cli(['verify', copy, '--root', snapshot.root]);
  rehearsal.card.fault('opened outcome changed', 'verifier', byCli.code === 1, `echocohort verify: exit ${byCli.code}`);
  const byFile = await runProgram(join(copy, 'verify.mjs'), [], { cwd: copy });
  rehearsal.card.fault('opened outcome changed', 'verifier', byFile.code !== 0, `verify.mjs: exit ${byFile.code}`);
  await rm(copy, { recursive: true, force: true });
}

type Tamper = (folder: string) => Promise<void>;

async function edit(folder: string, name: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(folder, name), 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`the plant changed nothing in ${name}`);
  await writeFile(join(folder, name), changed);
}

async function firstPicture(folder: string): Promise<string> {
  const files = await readdir(join(folder, 'dicom'), { recursive: true });
  const [picture] = files.filter((name) => name.endsWith('.dcm')).sort();
  if (!picture) throw new Error('the export holds no picture');
  return join('dicom', picture);
}

const swapRows = (text: string): string => {
  const lines = text.split('\n');
  [lines[1], lines[2]] = [lines[2] ?? '', lines[1] ?? ''];
  return lines.join('\n');
};

const TAMPERS: readonly (readonly [string, Tamper])[] = [
  ['one bit of a picture flipped', async (folder) => {
    const name = await firstPicture(folder);
    const bytes = await readFile(join(folder, name));
    const at = bytes.length >> 1;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(join(folder, name), bytes);
  }],
  ['a value of a table changed', (folder) => edit(folder, 'lesions.tsv', (text) => text.replace(/\n(C\d+)-/, '\n$1_'))],
  ['rows of a table exchanged', (folder) => edit(folder, 'splits.tsv', swapRows)],
  ['a file removed', async (folder) => rm(join(folder, await firstPicture(folder)))],
  ['a file added', (folder) => writeFile(join(folder, 'dicom', 'extra.dcm'), 'extra')],
  ['a picture renamed', async (folder) => {
    const name = await firstPicture(folder);
    await rename(join(folder, name), join(folder, name.replace('.dcm', '_x.dcm')));
  }],
  ['sums recomputed after an edit', async (folder) => {
    await edit(folder, 'splits.tsv', swapRows);
    const digest = createHash('sha256').update(await readFile(join(folder, 'splits.tsv'))).digest('hex');
    await edit(folder, 'MANIFEST.sha256', (text) => text.replace(/^[0-9a-f]{64}(?= [ *]splits\.tsv$)/m, digest));
  }],
];

/** Tampers with copies of the export, one way each; both verifiers must notice. */
export async function plantTampering(rehearsal: Rehearsal, snapshot: SnapshotView, folder: string): Promise<void> {
  const copy = join(rehearsal.folder, 'tampered');
  for (const [fault, tamper] of TAMPERS) {
    await rm(copy, { recursive: true, force: true });
    await cp(folder, copy, { recursive: true });
    await tamper(copy);
    const byCli = await rehearsal.cli(['verify', copy, '--root', snapshot.root]);
    rehearsal.card.fault(fault, 'verifier', byCli.code === 1, `echocohort verify: exit ${byCli.code}`);
    const byFile = await runProgram(join(copy, 'verify.mjs'), [], { cwd: copy });
    rehearsal.card.fault(fault, 'verifier', byFile.code !== 0, `verify.mjs: exit ${byFile.code}`);
  }
  const trail = join(copy, 'audit.ndjson');
  await cp(join(folder, 'audit.ndjson'), trail);
  await edit(copy, 'audit.ndjson', (text) => text.replace(/"type":"case\.state-changed"/, '"type":"case.state-changeD"'));
  const chain = await rehearsal.cli(['audit', 'verify', trail]);
  rehearsal.card.fault('audit row changed', 'verifier', chain.code === 1, `exit ${chain.code}`);
  await rm(copy, { recursive: true, force: true });
}
