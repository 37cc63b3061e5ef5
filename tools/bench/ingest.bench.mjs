import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { callRoute, commandApproval, routes } from '@echocohort/contracts';
import { cleanSiteFile, slotImageFile, slotImages, syntheticStudy } from '@echocohort/testing';
import { ROOT, withInstallation } from './installation.mjs';

const PATIENTS = 8;
/** A coordinator's browser keeps this many uploads under way. */
const AT_ONCE = 4;
const CENTRE = 'C01';
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Every case opened and every picture cleaned before the clock starts. */
async function prepare(caller, study) {
  const key = new Uint8Array(32).fill(7);
  const people = syntheticStudy({ definition: study, seed: 'bench-ingest', patientsPerCentre: PATIENTS, allAccepted: true }).filter(({ centre }) => centre === CENTRE);
  const deliveries = [];
  for (const person of people) {
    const { subjectId } = await callRoute(caller, routes.registerSubject, { body: { centre: CENTRE } });
    for (const lesion of person.lesions) {
      const { caseId, subjectCode } = await callRoute(caller, routes.openLesion, { params: { subjectId }, body: {} });
      for (const image of slotImages(study, person, lesion)) deliveries.push({ caseId, slot: image.slot, bytes: cleanSiteFile(await slotImageFile(image), key, subjectCode) });
    }
  }
  return deliveries;
}

async function send(caller, study, { caseId, slot, bytes }) {
  const sha256 = digest(bytes);
  const form = new FormData();
  for (const [name, value] of Object.entries({ slot, sha256, protocolVersion: study.protocolVersion, approval: JSON.stringify(commandApproval(sha256, sha256)) })) form.set(name, value);
  form.set('image', new Blob([bytes]), 'image.dcm');
  await callRoute(caller, routes.receiveImage, { params: { caseId } }, form);
}

async function sendAll(caller, study, deliveries) {
  const queue = [...deliveries];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await send(caller, study, next);
  }));
}

/** Images a second over HTTP: multipart, proof that each is clean, slot checks, object, record, audit, signed receipt. The floor is to write and digest the same files. */
export default function measure() {
  const examinationThread = pathToFileURL(join(ROOT, 'apps/api/dist/features/intake/examination-thread.js'));
  return withInstallation({ apiOptions: { examinationThread } }, async ({ signIn, data }) => {
    const caller = await signIn('coordinator');
    const study = await callRoute(caller, routes.study);
    const deliveries = await prepare(caller, study);
    const warmUp = deliveries.splice(0, 8);
    await sendAll(caller, study, warmUp);
    const floorStart = performance.now();
    mkdirSync(join(data, 'floor'));
    deliveries.forEach(({ bytes }, index) => writeFileSync(join(data, 'floor', `${index}-${digest(bytes)}`), bytes));
    const baseline = deliveries.length / ((performance.now() - floorStart) / 1000);
    const start = performance.now();
    await sendAll(caller, study, deliveries);
    const value = deliveries.length / ((performance.now() - start) / 1000);
    const megabytes = deliveries.reduce((sum, { bytes }) => sum + bytes.length, 0) / deliveries.length / 1e6;
    const round = (number) => Number(number.toPrecision(4));
    return { unit: 'images/s', value: round(value), baseline: round(baseline), baselineName: 'writing and digesting the same files', ratio: round(value / baseline), runs: 1, images: deliveries.length, megabytesEach: round(megabytes), atOnce: AT_ONCE };
  });
}
