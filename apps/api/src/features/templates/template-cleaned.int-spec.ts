import { createHash } from 'node:crypto';
import { callRoute, routes, type ApprovalStatement, type Caller, type CaseSummary, type StudyView, type TemplateView } from '@echocohort/contracts';
import { deidentify, scannerLayout, type MaskTemplate } from '@echocohort/deidentification';
import { parseDicom } from '@echocohort/dicom';
import { drawPicture, slotImages, syntheticStudy, ultrasoundFile } from '@echocohort/testing';
import sharp from 'sharp';
import { problemOf } from '../../spec-cases/case-fixtures.ts';
import { uploadForm } from '../../spec-cases/clean-images.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

jest.setTimeout(60_000);

const KEY = new Uint8Array(32).fill(7);
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a file that was cleaned with a mask template', () => {
  let started: StartedApi;
  let coordinator: Caller;
  let study: StudyView;
  let row: CaseSummary;
  let source: Uint8Array;
  let drawn: TemplateView;
  let template: MaskTemplate;

  const send = (bytes: Uint8Array, cited: ApprovalStatement['template']) => {
    const approval: ApprovalStatement = { input: sha256Of(source), output: sha256Of(bytes), how: 'one', searchedFrames: 1, template: cited, boxes: [] };
    return callRoute(coordinator, routes.receiveImage, { params: { caseId: row.caseId } }, uploadForm({ bytes, sha256: sha256Of(bytes) }, { slot: 'L1', protocolVersion: study.protocolVersion, approval: JSON.stringify(approval) }));
  };
  const cleanedWith = (used: MaskTemplate): Uint8Array => {
    const cleaned = deidentify(source, { key: KEY, subjectCode: row.subjectCode, templates: [used] });
    if (!cleaned.ok) throw new Error(cleaned.refusal.code);
    return cleaned.value.bytes;
  };
  const cited = (used: MaskTemplate) => ({ id: used.id, version: used.version });

  beforeAll(async () => {
    started = await startedApi();
    coordinator = await started.as('coordinator', 'C01');
    study = await callRoute(coordinator, routes.study);
    const { subjectId } = await callRoute(coordinator, routes.registerSubject, { body: { centre: 'C01' } });
    row = await callRoute(coordinator, routes.openLesion, { params: { subjectId }, body: {} });
    const patient = syntheticStudy({ definition: study, seed: 'templates', patientsPerCentre: 1 }).find((person) => person.centre === 'C01');
    const [image] = patient?.lesions[0] ? slotImages(study, patient, patient.lesions[0]) : [];
    if (!image) throw new Error('no picture');
    const picture = drawPicture(image.recipe);
    source = await ultrasoundFile({ ...picture, regions: [] }, image.form, image.identity, image.acquisition);
    const file = parseDicom(source);
    const layout = file.ok ? scannerLayout(file.value) : null;
    if (!layout) throw new Error('no layout');
    const kept = [{ kind: 'rectangle' as const, x0: 40, y0: 80, x1: layout.columns - 60, y1: layout.rows - 50 }];
    const sample = (await sharp({ create: { width: layout.columns, height: layout.rows, channels: 3, background: '#000' } }).png().toBuffer()).toString('base64');
    drawn = await callRoute(coordinator, routes.drawTemplate, { body: { ...layout, centre: 'C01', kept, textBeside: [], sample } });
    template = { ...layout, id: drawn.templateId, version: drawn.version, kept, drawnBy: 'a', drawnAt: drawn.drawnAt, approvedBy: 'b', approvedAt: drawn.drawnAt };
  }, 120_000);
  afterAll(() => started.close());

  it('is not taken while its template is a draft, whatever the sender believed', async () => {
    expect((await problemOf(send(cleanedWith(template), cited(template)))).code).toBe('template-unknown');
  });

  it('is taken once a second person signed; the statement must name the template', async () => {
    await callRoute(await started.as('auditor'), routes.decideTemplate, { params: { templateId: drawn.id }, body: { password: started.password, digest: drawn.digest, decision: 'approve', reason: '' } });
    expect((await problemOf(send(cleanedWith(template), null))).code).toBe('approval-other-template');
    expect((await send(cleanedWith(template), cited(template))).image.slot).toBe('L1');
  });

  it('is not taken when more was kept than was signed', async () => {
    const wider: MaskTemplate = { ...template, kept: [{ kind: 'rectangle', x0: 0, y0: 60, x1: template.columns - 1, y1: template.rows - 1 }] };
    expect((await problemOf(send(cleanedWith(wider), cited(wider)))).code).toBe('identifiable');
  });

  it('is not taken with a version that nobody signed, or after the template was withdrawn', async () => {
    const other = { ...template, version: 2 };
    expect((await problemOf(send(cleanedWith(other), cited(other)))).code).toBe('template-unknown');
    await callRoute(await started.as('adjudicator'), routes.withdrawTemplate, { params: { templateId: drawn.id }, body: { reason: 'cuts the near field' } });
    const again = { ...template, kept: template.kept };
    const { subjectId } = await callRoute(coordinator, routes.registerSubject, { body: { centre: 'C01' } });
    row = await callRoute(coordinator, routes.openLesion, { params: { subjectId }, body: {} });
    expect((await problemOf(send(cleanedWith(again), cited(again)))).code).toBe('template-unknown');
  });
});
