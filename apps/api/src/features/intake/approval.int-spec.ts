import { createHash } from 'node:crypto';
import { approvalStatement, callRoute, ProblemError, routes, type ApprovalStatement, type CaseSummary, type StudyView } from '@echocohort/contracts';
import { asOwner } from '../../spec-cases/case-fixtures.ts';
import { cleanImages, uploadForm, type CleanImage } from '../../spec-cases/clean-images.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

jest.setTimeout(60_000);

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the statement of approval', () => {
  let started: StartedApi;
  let study: StudyView;
  let row: CaseSummary;
  let image: CleanImage;

  const statement = (change: Partial<ApprovalStatement> = {}): ApprovalStatement => ({ input: sha256Of(image.original), output: image.sha256, how: 'one', searchedFrames: 1, template: null, boxes: [], ...change });
  const send = async (approval: string) =>
    callRoute(await started.as('coordinator'), routes.receiveImage, { params: { caseId: row.caseId } }, uploadForm(image, { slot: 'L1', protocolVersion: study.protocolVersion, approval }));
  const codeOf = (call: Promise<unknown>): Promise<string> => call.then(() => 'stored', (error: unknown) => (error instanceof ProblemError ? error.problem.code : 'unexpected'));
  const box = { x0: 10, y0: 10, x1: 40, y1: 20, frame: null, reason: 'person' as const, decision: 'blanked' as const, because: null };

  beforeAll(async () => {
    started = await startedApi();
    const coordinator = await started.as('coordinator');
    study = await callRoute(coordinator, routes.study);
    const { subjectId } = await callRoute(coordinator, routes.registerSubject, { body: { centre: 'C01' } });
    row = await callRoute(coordinator, routes.openLesion, { params: { subjectId }, body: {} });
    const [made] = await cleanImages(study, 'C01', row.subjectCode, ['L1']);
    if (!made) throw new Error('no picture');
    image = made;
  }, 120_000);
  afterAll(() => started.close());

  it('is demanded by this study, and said so to whoever reads the study', () => expect(study.approval).toBe('required'));

  it.each<[string, () => string, string]>([
    ['none', () => '', 'approval-missing'],
    ['no JSON', () => 'yes', 'approval-invalid'],
    ['a field that nobody asked for', () => JSON.stringify({ ...statement(), comment: 'looks fine' }), 'approval-invalid'],
    ['other bytes', () => JSON.stringify(statement({ output: 'a'.repeat(64) })), 'approval-other-file'],
    ['a template that the picture does not name', () => JSON.stringify(statement({ template: { id: '11111111-1111-4111-8111-111111111111', version: 1 } })), 'approval-other-template'],
    ['a box outside the picture', () => JSON.stringify(statement({ boxes: [{ ...box, x1: 9000 }] })), 'approval-invalid'],
    ['a box turned inside out', () => JSON.stringify(statement({ boxes: [{ ...box, x0: 41 }] })), 'approval-invalid'],
    ['harmless text without a reason', () => JSON.stringify(statement({ boxes: [{ ...box, reason: 'text', decision: 'harmless' }] })), 'approval-invalid'],
  ])('refuses %s, and stores nothing', async (_, approval, code) => {
    expect(await codeOf(send(approval()))).toBe(code);
    expect(await asOwner(started, 'SELECT id FROM image')).toEqual([]);
  });

  it('does not believe that a bright place is blank', async () => {
    const whole = { ...box, x0: 0, y0: 0, x1: 200, y1: 200 };
    expect(await codeOf(send(JSON.stringify(statement({ boxes: [whole] }))))).toBe('approval-box-not-blank');
  });

  it('goes into the trail with both digests, the boxes and the person, beside the stored image', async () => {
    const boxes = [{ ...box, x0: 0, y0: 0, x1: 20, y1: 4 }, { ...box, reason: 'text' as const, decision: 'harmless' as const, because: 'scale' as const }];
    const given = approvalStatement.parse(statement({ boxes }));
    expect(await codeOf(send(JSON.stringify(given)))).toBe('stored');
    const rows = await asOwner(started, "SELECT type, payload, actor_id, case_code FROM audit_event WHERE type IN ('image.approved', 'image.stored') ORDER BY seq");
    expect(rows.map(({ type }) => type)).toEqual(['image.approved', 'image.stored']);
    const me = await callRoute(await started.as('coordinator'), routes.me);
    expect(rows[0]).toMatchObject({ actor_id: me.person.id, case_code: row.code, payload: { slot: 'L1', ...given } });
  });

  it('is seen by whoever reads the trail', async () => {
    const { items } = await callRoute(await started.as('data-manager'), routes.listAudit, { query: { type: 'image.approved' } });
    expect(items).toHaveLength(1);
    expect(items[0]?.payload).toMatchObject({ input: sha256Of(image.original), output: image.sha256 });
  });
});
