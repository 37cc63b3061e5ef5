import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { callRoute, routes } from '@echocohort/contracts';
import { panelRoutes } from '@echocohort/contracts-reading';
import { asOwner, completeCase, countedSlots, type OpenedCase } from './case-fixtures.ts';
import { enrolHolders } from './key-holders.ts';
import type { StartedApi } from './started-api.ts';

/** The bytes that stand for the picture of a slot; `fillSlots` wrote their digest. */
const pictureOf = (opened: OpenedCase, slot: string): Buffer => Buffer.from(`${opened.code} ${slot}`);

/** Where storage keeps the picture. */
export function picturePath(started: StartedApi, opened: OpenedCase, slot: string): string {
  const sha256 = createHash('sha256').update(pictureOf(opened, slot)).digest('hex');
  return join(started.storageFolder, 'objects', sha256.slice(0, 2), sha256);
}

async function storePictures(started: StartedApi, opened: OpenedCase): Promise<void> {
  for (const slot of await countedSlots(started)) {
    const path = picturePath(started, opened, slot);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, pictureOf(opened, slot));
  }
  await asOwner(started, 'UPDATE image SET size_bytes = length($2 || \' \' || slot_code) FROM lesion WHERE lesion.id = image.lesion_id AND lesion.code = $1', [opened.code, opened.code]);
}

/** Pathology as two persons enter and confirm it. */
export async function confirmPathology(started: StartedApi, opened: OpenedCase, typeCode: string): Promise<void> {
  const params = { caseId: opened.caseId };
  const pathologist = await started.as('pathologist', opened.centre);
  const { version } = await callRoute(pathologist, routes.pathology, { params });
  const entered = await callRoute(pathologist, routes.enterPathology, { params, version, body: { typeCode, method: 'biopsy', specimenDate: '2019-03-10', note: null } });
  await callRoute(await started.as('investigator', opened.centre), routes.confirmPathology, { params, version: entered.version });
}

/** A case that everybody is done with: pictures in storage, forms, confirmed pathology, accepted by the panel. */
export async function acceptedCase(started: StartedApi, centre: string, typeCode = 'hepatocellular-carcinoma'): Promise<OpenedCase> {
  const study = await callRoute(await started.as('coordinator', 'C01'), routes.study);
  // What an external centre found is sealed by two key holders when a cohort is locked.
  if (study.centres.some(({ code, role }) => code === centre && role === 'external')) await enrolHolders(started);
  const opened = await completeCase(started, centre);
  await storePictures(started, opened);
  await confirmPathology(started, opened, typeCode);
  const auditor = await started.as('auditor');
  const params = { caseId: opened.caseId };
  const { version } = await callRoute(auditor, panelRoutes.panelCase, { params });
  await callRoute(auditor, panelRoutes.acceptCase, { params, version });
  return opened;
}
