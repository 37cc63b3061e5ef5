import { callRoute, routes } from '@echocohort/contracts';
import type { CohortPreview, CohortView, SnapshotView } from '@echocohort/contracts';
import type { SubmittedCase } from '../centre/submit-patient.ts';
import { refusalOf } from '../product/expect-refusal.ts';
import { sendImage } from '../product/send-image.ts';
import { enrolHolders } from '../product/key-holders.ts';
import { staffOf } from '../product/staff.ts';
import type { Rehearsal } from './rehearsal.ts';

const MEANING = 'I lock this cohort for the main analysis';

/** Cohort, preview, split, signature; gives the locked snapshot. */
export async function lockCohort(rehearsal: Rehearsal): Promise<SnapshotView> {
  const { card, password } = rehearsal;
  const { statistician } = rehearsal.staff;
  const { trainingParts, internalParts } = rehearsal.study.cohortDefaults;
  const made = await callRoute(statistician, routes.createCohort, { body: { name: 'Rehearsal', definition: { centres: null, criteria: [], trainingParts, internalParts } }, idempotencyKey: 'rehearsal-cohort' });
  const params = { cohortId: made.id };
  await enrolHolders(rehearsal.staff, password);
  checkFlowChart(rehearsal, await callRoute(statistician, routes.cohortPreview, { params }));
  const split = await callRoute(statistician, routes.splitCohort, { params, version: made.version, body: { seed: 'rehearsal-seed' } });
  const { digest, readiness } = await callRoute(statistician, routes.cohortPreview, { params });
  const open = readiness.filter((item) => !item.ready).map((item) => item.code);
  card.step('the cohort is ready for the lock', open.length === 0 && digest !== null, open.join(' '));
  const lock = (change: { password?: string; digest?: string }, label: string) => callRoute(statistician, routes.lockCohort, {
    params, version: split.version, body: { password, meaning: MEANING, digest: digest ?? '', ...change }, idempotencyKey: `rehearsal-lock-${label}`,
  });
  if (rehearsal.withFaults) {
    const wrongPassword = await refusalOf(() => lock({ password: 'somebody else' }, 'password'));
    card.fault('lock with a wrong password', 'statistician', wrongPassword !== null && wrongPassword.status < 500, wrongPassword?.code ?? 'was locked');
    const wrongDigest = await refusalOf(() => lock({ digest: 'ab'.repeat(32) }, 'digest'));
    card.fault('lock of another content', 'statistician', wrongDigest !== null && wrongDigest.status < 500, wrongDigest?.code ?? 'was locked');
  }
  const snapshot = await lock({}, 'real');
  checkSnapshot(rehearsal, snapshot, split);
  return snapshot;
}

/** Boxes of the flow chart must account for every lesion, and each planned exclusion must be one of them. */
function checkFlowChart(rehearsal: Rehearsal, preview: CohortPreview): void {
  const sum = (kind: string): number => preview.boxes.filter((box) => box.kind === kind).reduce((total, box) => total + box.lesions, 0);
  const [screened, excluded, pending, included] = ['screened', 'excluded', 'pending', 'included'].map(sum);
  rehearsal.card.step('the flow chart adds up', screened === (excluded ?? 0) + (pending ?? 0) + (included ?? 0), `${screened} = ${excluded} + ${pending} + ${included}`);
  const out = new Set(preview.boxes.filter((box) => box.kind === 'excluded').flatMap((box) => box.cases.map((entry) => entry.caseId)));
  for (const submitted of rehearsal.cases.filter((entry) => entry.lesion.exclusion !== null)) {
    rehearsal.card.fault(`ineligible: ${submitted.lesion.exclusion ?? ''}`, 'statistician', out.has(submitted.caseId), 'not among the excluded');
  }
  const wrongly = rehearsal.cases.filter((entry) => entry.lesion.exclusion === null && out.has(entry.caseId));
  rehearsal.card.step('no eligible case is excluded', wrongly.length === 0, wrongly.map((entry) => entry.code).join(' '));
}

function checkSnapshot(rehearsal: Rehearsal, snapshot: SnapshotView, split: CohortView): void {
  const lesions = snapshot.sets.reduce((total, set) => total + set.lesions, 0);
  const eligible = rehearsal.cases.filter((entry) => entry.lesion.exclusion === null).length;
  const { card } = rehearsal;
  card.step('the snapshot holds every eligible lesion', lesions === eligible, `${lesions} of ${eligible}`);
  card.step('the snapshot is signed', snapshot.signatures.some((signature) => signature.meaning === MEANING));
  card.step('external outcomes are sealed', snapshot.externalOutcomes.sealed);
  card.step('the split is the one that was committed', JSON.stringify(split.split?.sets) === JSON.stringify(snapshot.sets));
}

/** After the lock nothing that went into the snapshot may change. */
export async function plantLateWrites(rehearsal: Rehearsal, submitted: SubmittedCase): Promise<void> {
  const { card, staff, study } = rehearsal;
  const { coordinator, pathologist } = staffOf(staff, submitted.centre);
  const params = { caseId: submitted.caseId };
  const locked = async (call: () => Promise<unknown>): Promise<void> => {
    const problem = await refusalOf(call);
    card.fault('write after the lock', 'statistician', problem?.status === 409, problem?.code ?? 'was written');
  };
  for (const form of study.forms) {
    const current = await callRoute(coordinator, routes.form, { params: { ...params, formCode: form.code } });
    const [item, held] = Object.entries(current.values).find(([, answer]) => typeof answer.value === 'boolean') ?? [];
    if (item === undefined) continue;
    await locked(() => callRoute(coordinator, routes.saveForm, { params: { ...params, formCode: form.code }, version: current.version, body: { changes: { [item]: { value: held?.value !== true, missingReason: null, reasonForChange: 'too late' } } } }));
  }
  const report = await callRoute(pathologist, routes.pathology, { params });
  await locked(() => callRoute(pathologist, routes.enterPathology, { params, version: report.version, body: { typeCode: submitted.lesion.typeCode, method: submitted.lesion.methodCode, specimenDate: submitted.shift(submitted.lesion.scanDate), note: null, reasonForChange: 'too late' } }));
  const [slot, imageId] = [...submitted.images][0] ?? [];
  if (!slot || !imageId) throw new RangeError('a case without pictures');
  const bytes = new Uint8Array(await (await fetch(`${rehearsal.apiUrl}/v1/images/${imageId}/file`, { headers: { authorization: `Bearer ${coordinator.token ?? ''}` } })).arrayBuffer());
  const changed = Uint8Array.from(bytes);
  const last = changed.length - 1;
  changed[last] = (changed[last] ?? 0) ^ 1;
  const problem = await refusalOf(() => sendImage(coordinator, { ...params, slot, protocolVersion: study.protocolVersion, supersedes: { imageId, reason: 'too late' } }, changed));
  card.fault('write after the lock', 'statistician', problem !== null && problem.status < 500, problem?.code ?? 'was written');
}
