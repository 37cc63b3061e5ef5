import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError, callRoute, commandApproval, routes } from '@echocohort/contracts';
import type { Caller, StudyView } from '@echocohort/contracts';
import type { Result } from '@echocohort/kernel';
import type { CleanForSubject } from '../../cleaning/clean-for-subject.ts';
import type { LesionState, SendState } from './send-state.ts';
import type { SiteLesion } from './site-folder.ts';

/** What happened to the files of one case; codes and slots only. */
export interface LesionReport {
  readonly case: string;
  sent: number;
  already: number;
  readonly held: { readonly slot: string | null; readonly codes: string[] }[];
  items: number;
  state: string;
}

/** What sending a lesion needs. `clean` gives the bytes that may leave, or the reason why they must not. */
export interface LesionTask {
  readonly caller: Caller;
  readonly study: StudyView;
  readonly state: SendState;
  readonly clean: (source: Uint8Array) => Promise<Result<CleanForSubject>>;
}

/** Sends the pictures of one lesion that the server has no receipt for yet. */
export async function sendPictures(task: LesionTask, lesion: SiteLesion, kept: LesionState, caseId: string, report: LesionReport): Promise<void> {
  for (const name of lesion.files) {
    const slot = slotOfFile(task.study, name);
    if (slot === null) {
      report.held.push({ slot: null, codes: ['unknown-slot'] });
      continue;
    }
    const source = new Uint8Array(await readFile(join(lesion.path, name)));
    const digest = createHash('sha256').update(source).digest('hex');
    if (kept.images[name]?.source === digest) {
      report.already++;
      continue;
    }
    const cleaned = await task.clean(source);
    if (!cleaned.ok) report.held.push({ slot, codes: [cleaned.refusal.code] });
    else await sendOne(task, caseId, { name, slot, digest, ...cleaned.value }, kept, report);
  }
}

/** `05_B1.dcm` is for slot B1, if the protocol has it. */
export function slotOfFile(study: Pick<StudyView, 'slots'>, fileName: string): string | null {
  const code = /^(?:\d+_)?(.+)\.dcm$/i.exec(fileName)?.[1];
  return study.slots.find((slot) => slot.code === code)?.code ?? null;
}

interface CleanPicture {
  readonly name: string;
  readonly slot: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly searchedFrames: number;
}

async function sendOne(task: LesionTask, caseId: string, picture: CleanPicture, kept: LesionState, report: LesionReport): Promise<void> {
  const sha256 = createHash('sha256').update(picture.bytes).digest('hex');
  const form = new FormData();
  form.set('slot', picture.slot);
  form.set('sha256', sha256);
  form.set('protocolVersion', task.study.protocolVersion);
  // Whoever runs the command approves the folder as a whole; the trail says so, and that nobody looked at each picture.
  form.set('approval', JSON.stringify(commandApproval(picture.digest, sha256, picture.searchedFrames)));
  form.set('image', new Blob([new Uint8Array(picture.bytes)], { type: 'application/dicom' }), 'image.dcm');
  try {
    const received = await callRoute(task.caller, routes.receiveImage, { params: { caseId }, idempotencyKey: `${caseId}-${picture.slot}-${sha256}` }, form);
    await task.state.keepReceipt(received.receipt);
    kept.images[picture.name] = { source: picture.digest, receipt: received.receipt.number };
    await task.state.save();
    report.sent++;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status === 401 || error.problem.status >= 500) throw error;
    report.held.push({ slot: picture.slot, codes: problemCodes(error.problem) });
  }
}

/** The refusal's code, and those of the findings that it lists. */
function problemCodes(problem: ProblemError['problem']): string[] {
  const findings = problem.facts?.['findings'];
  const listed = Array.isArray(findings) ? findings.flatMap((finding: unknown) => (isCoded(finding) ? [finding.code] : [])) : [];
  return [problem.code, ...listed];
}

const isCoded = (value: unknown): value is { code: string } => typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
