import { cleanImages, uploadForm } from '@echocohort/api/spec-cases/clean-images';
import { completeCase, openCase, type OpenedCase } from '@echocohort/api/spec-cases/case-fixtures';
import { startedApi, type StartedApi } from '@echocohort/api/spec-cases/started-api';
import { callRoute, routes } from '@echocohort/contracts';

/** A running study with one of everything at centre C01, for people of other centres and roles to reach for. */
export interface World {
  readonly started: StartedApi;
  /** Ids by the name of the path parameter that takes them. */
  readonly ids: Readonly<Record<string, string>>;
  readonly complete: OpenedCase;
  readonly study: { readonly protocolVersion: string };
}

/** Builds the world over HTTP: a complete case with a query, and one with a real image and its receipt. */
export async function buildWorld(): Promise<World> {
  const started = await startedApi();
  const coordinator = await started.as('coordinator');
  const study = await callRoute(coordinator, routes.study);
  const withImage = await openCase(started);
  const subjectCode = withImage.code.replace(/-L\d+$/, '');
  const [slot] = study.slots;
  const [image] = await cleanImages(study, 'C01', subjectCode, [slot?.code ?? '']);
  if (image === undefined) throw new Error('no picture for the first slot');
  const form = uploadForm(image, { slot: image.slot, protocolVersion: study.protocolVersion });
  const received = await callRoute(coordinator, routes.receiveImage, { params: { caseId: withImage.caseId } }, form);
  const complete = await completeCase(started);
  const reasonCode = study.panelReasons[0]?.code ?? '';
  const query = await callRoute(await started.as('auditor'), routes.raiseQuery, { params: { caseId: complete.caseId }, body: { slot: image.slot, reasonCode, text: '' } });
  const token = await callRoute(coordinator, routes.createToken, { body: { centre: 'C01', days: 1 } });
  const { person } = await callRoute(await started.as('reader'), routes.me);
  return {
    started, complete, study,
    ids: { caseId: complete.caseId, subjectId: complete.subjectId, subjectCode: complete.code.replace(/-L\d+$/, ''), imageId: received.image.id, queryId: query.id, number: String(received.receipt.number), tokenId: token.id, personId: person.id, formCode: study.forms[0]?.code ?? '', token: 'no-such-link', file: 'model.json', kind: 'lesion' },
  };
}
