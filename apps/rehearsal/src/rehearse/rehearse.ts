import type { SnapshotView } from '@echocohort/contracts';
import { inTurn } from '../demo/in-turn.ts';
import { submitPatient } from '../centre/submit-patient.ts';
import type { SubmittedCase } from '../centre/submit-patient.ts';
import { staffOf } from '../product/staff.ts';
import { plantAccessFaults } from './access-faults.ts';
import { checkExport, checkOpened, makeExport, plantTampering } from './export-checks.ts';
import { plantFormFaults, plantPathologyFaults } from './form-faults.ts';
import { openFaultyCase, plantIntakeFaults } from './intake-faults.ts';
import { lockCohort, plantLateWrites } from './lock-cohort.ts';
import { plantBlindness, plantPanelFaults, reviewAll } from './panel-review.ts';
import type { Rehearsal } from './rehearsal.ts';
import { sendByShell } from './site-by-shell.ts';
import { trainSmall } from './training-checks.ts';

/** The study from the first picture to the opened external outcomes. A part that fails ends those that build on it. */
export async function rehearse(rehearsal: Rehearsal): Promise<void> {
  const { card, withFaults } = rehearsal;
  const [shellCentre = ''] = rehearsal.staff.centres.keys();
  if (!(await card.part(`centre ${shellCentre} sends from the shell`, () => sendByShell(rehearsal, shellCentre)))) return;
  if (!(await card.part('the other centres send over HTTP', () => sendOverHttp(rehearsal, shellCentre)))) return;
  if (withFaults) await plantBeforeReview(rehearsal);
  if (!(await card.part('pathology and panel', () => reviewAll(rehearsal)))) return;
  let snapshot: SnapshotView | null = null;
  await card.part('cohort, split and lock', async () => {
    snapshot = await lockCohort(rehearsal);
  });
  if (snapshot !== null) await afterLock(rehearsal, snapshot);
}

async function sendOverHttp(rehearsal: Rehearsal, shellCentre: string): Promise<void> {
  const { study, keyOf, makePicture, staff } = rehearsal;
  const patients = rehearsal.patients.filter((patient) => patient.centre !== shellCentre).sort((a, b) => a.ordinal - b.ordinal);
  await inTurn(patients, 4, async (patient) => {
    const { coordinator } = staffOf(staff, patient.centre);
    rehearsal.cases.push(...(await submitPatient({ coordinator, study, key: keyOf(patient.centre), makePicture, sent: () => undefined }, patient)));
  });
}

/** A case of the study for a fault that must leave it usable: developing centres first, then by its place. */
function caseFor(rehearsal: Rehearsal, at: number): SubmittedCase {
  const whole = rehearsal.cases.filter((entry) => !entry.patient.external && entry.lesion.exclusion === null && entry.lesion.ordinal === 1);
  const chosen = whole[at % Math.max(1, whole.length)];
  if (!chosen) throw new RangeError('no case to plant in');
  return chosen;
}

async function plantBeforeReview(rehearsal: Rehearsal): Promise<void> {
  const { card } = rehearsal;
  const [first, second] = rehearsal.patients.filter((patient) => patient.centre === rehearsal.patients[0]?.centre);
  const other = rehearsal.patients.find((patient) => patient.centre !== first?.centre);
  await card.part('faults at the intake', async () => {
    if (!first || !second || !other) throw new RangeError('too few patients to plant faults in');
    const [faulty, neighbour, elsewhere] = [await openFaultyCase(rehearsal, first, 'a'), await openFaultyCase(rehearsal, second, 'b'), await openFaultyCase(rehearsal, other, 'c')];
    await plantIntakeFaults(rehearsal, faulty, neighbour, elsewhere);
  });
  await card.part('faults of access', () => plantAccessFaults(rehearsal, caseFor(rehearsal, 0)));
  await card.part('faults in forms', () => plantFormFaults(rehearsal, caseFor(rehearsal, 1)));
  await card.part('faults for the panel', () => plantPanelFaults(rehearsal, caseFor(rehearsal, -1 + rehearsal.cases.length)));
  await card.part('the panel stays blind', () => plantBlindness(rehearsal, caseFor(rehearsal, 2)));
  await card.part('faults in pathology', () => plantPathologyFaults(rehearsal, caseFor(rehearsal, 3)));
}

async function afterLock(rehearsal: Rehearsal, snapshot: SnapshotView): Promise<void> {
  const { card, withFaults } = rehearsal;
  if (withFaults) await card.part('writes after the lock', () => plantLateWrites(rehearsal, caseFor(rehearsal, 0)));
  let folder: string | null = null;
  await card.part('export', async () => {
    folder = await makeExport(rehearsal, snapshot, 'locked');
    await checkExport(rehearsal, snapshot, folder);
  });
  if (withFaults && folder !== null) {
    const untouched: string = folder;
    await card.part('tampering with the export', () => plantTampering(rehearsal, snapshot, untouched));
  }
  if (await card.part('training', async () => void (await trainSmall(rehearsal, snapshot)))) {
    await card.part('export after the opening', async () => checkOpened(rehearsal, snapshot, await makeExport(rehearsal, snapshot, 'opened')));
  }
}
