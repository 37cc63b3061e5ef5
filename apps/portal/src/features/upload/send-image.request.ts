import { caseRoutes, ProblemError, receivedImage, urlOf, type ApprovalStatement, type ReceivedImage } from '@echocohort/contracts';
import { problem } from '@echocohort/contracts-reading';
import { noConnection } from '../../components/api/call.ts';

/** One clean file with the place that it is meant for. */
export interface Delivery {
  readonly caseId: string;
  readonly slot: string;
  readonly sha256: string;
  readonly protocolVersion: string;
  readonly supersedes: string | null;
  readonly reason: string | null;
  /** Who approves it is the one who sends it; what they saw is in here. Null where the study asks for none and nobody looked. */
  readonly approval: ApprovalStatement | null;
  readonly clean: Blob;
}

function formOf(delivery: Delivery): FormData {
  const form = new FormData();
  form.append('slot', delivery.slot);
  form.append('sha256', delivery.sha256);
  form.append('protocolVersion', delivery.protocolVersion);
  if (delivery.supersedes) form.append('supersedes', delivery.supersedes);
  if (delivery.reason) form.append('reason', delivery.reason);
  if (delivery.approval) form.append('approval', JSON.stringify(delivery.approval));
  // The name of the file stays here: hospitals put patients' names into file names.
  form.append('image', delivery.clean, 'image.dcm');
  return form;
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

function refusalOf(request: XMLHttpRequest): ProblemError {
  const parsed = problem.safeParse(readJson(request.responseText));
  return new ProblemError(parsed.success ? parsed.data : { ...noConnection, status: request.status, code: 'no-answer', detail: `The server answered ${request.status} without saying why.` });
}

/** Sends one file and tells how far it is; fetch cannot tell, so this is the older request object. */
export function sendImage(delivery: Delivery, onProgress: (bytes: number) => void): Promise<ReceivedImage> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', urlOf('', caseRoutes.receiveImage, { params: { caseId: delivery.caseId } }));
    request.setRequestHeader('idempotency-key', crypto.randomUUID());
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = () => reject(new ProblemError(noConnection));
    request.onload = () => {
      const parsed = request.status >= 200 && request.status < 300 ? receivedImage.safeParse(readJson(request.responseText)) : null;
      if (parsed?.success) resolve(parsed.data);
      else reject(refusalOf(request));
    };
    request.send(formOf(delivery));
  });
}
