import { createPublicKey, verify } from 'node:crypto';
import { callRoute, routes, sendRoute, type Caller } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { canonicalJson } from '@echocohort/kernel';
import sharp from 'sharp';
import { asOwner, problemOf } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

jest.setTimeout(60_000);

type Draft = BodyOf<typeof routes.drawTemplate>;

const [WIDTH, HEIGHT] = [320, 240];
const KEPT = { x0: 40, y0: 30, x1: 280, y1: 210 };

/** A PNG that is grey inside the box and black outside, or grey all over. */
async function picture(box: typeof KEPT | null): Promise<string> {
  const data = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) if (box === null || (x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1)) data.fill(90, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
  return (await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).png().toBuffer()).toString('base64');
}

describe('mask templates', () => {
  let started: StartedApi;
  let coordinator: Caller;
  let auditor: Caller;
  let draft: Draft;

  const draw = (change: Partial<Draft> = {}, caller = coordinator) => callRoute(caller, routes.drawTemplate, { body: { ...draft, ...change } });
  const decide = (id: string, digest: string, decision: 'approve' | 'reject' = 'approve', caller = auditor, password = started.password, reason = '') =>
    callRoute(caller, routes.decideTemplate, { params: { templateId: id }, body: { password, digest, decision, reason } });
  const events = async () => (await asOwner(started, "SELECT type FROM audit_event WHERE type LIKE 'template.%' ORDER BY seq")).map(({ type }) => String(type));

  beforeAll(async () => {
    started = await startedApi();
    coordinator = await started.as('coordinator', 'C01');
    auditor = await started.as('auditor');
    draft = { centre: 'C01', manufacturer: 'Old Sonics', model: 'US 200', software: '3.1', rows: HEIGHT, columns: WIDTH, kept: [{ kind: 'rectangle', ...KEPT }], textBeside: [{ x0: 10, y0: 4, x1: 120, y1: 16 }], sample: await picture(KEPT) };
  }, 120_000);
  afterAll(() => started.close());

  it.each<[string, () => Promise<Partial<Draft>>, string]>([
    ['shows something where the template blanks', async () => ({ sample: await picture(null) }), 'template-sample-not-blank'],
    ['is no picture', async () => ({ sample: Buffer.from('hello').toString('base64') }), 'template-sample-unreadable'],
    ['has another shape than the layout', async () => ({ rows: 100, kept: [{ kind: 'rectangle', ...KEPT, y1: 90 }] }), 'template-sample-unreadable'],
    ['keeps nearly everything', async () => ({ kept: [{ kind: 'rectangle', x0: 0, y0: 0, x1: WIDTH - 1, y1: HEIGHT - 1 }], sample: await picture(null) }), 'template-invalid'],
    ['lies outside the picture', async () => ({ kept: [{ kind: 'rectangle', ...KEPT, x1: WIDTH }] }), 'template-invalid'],
    ['names a person as scanner', async () => ({ model: '王小明' }), 'template-layout-words'],
    ['has a long number in its name', async () => ({ software: '19580131' }), 'template-layout-words'],
    ['is of another centre', async () => ({ centre: 'C02' }), 'not-found'],
  ])('refuses a draft that %s', async (_, change, code) => {
    expect((await problemOf(draw(await change()))).code).toBe(code);
    expect(await asOwner(started, 'SELECT id FROM mask_template')).toEqual([]);
  });

  it('cleans nothing while it is a draft, and is seen by all centres and the panel', async () => {
    const drawn = await draw();
    expect(drawn).toMatchObject({ status: 'draft', version: 1, own: true, drawnBy: 'C01 Coordinator' });
    for (const caller of [auditor, await started.as('coordinator', 'C02')]) {
      const { items } = await callRoute(caller, routes.listTemplates);
      expect(items).toMatchObject([{ id: drawn.id, own: false, kept: draft.kept, textBeside: draft.textBeside }]);
    }
    expect((await callRoute(auditor, routes.templateFile)).body.templates).toEqual([]);
    const sample = Buffer.from(await (await sendRoute(auditor, routes.templateSample, { params: { templateId: drawn.id } })).arrayBuffer());
    expect(await sharp(sample).metadata()).toMatchObject({ width: WIDTH, height: HEIGHT, format: 'png' });
  });

  it('is not signed with a wrong password, another digest, or a password alone', async () => {
    const [drawn] = (await callRoute(auditor, routes.listTemplates)).items;
    if (!drawn) throw new Error('no draft');
    expect((await problemOf(decide(drawn.id, drawn.digest, 'approve', auditor, 'wrong'))).code).toBe('signature-password-wrong');
    expect((await problemOf(decide(drawn.id, 'b'.repeat(64)))).code).toBe('content-changed');
    expect((await problemOf(decide(drawn.id, drawn.digest, 'reject'))).code).toBe('reason-missing');
    expect((await problemOf(callRoute(auditor, routes.withdrawTemplate, { params: { templateId: drawn.id }, body: { reason: 'too early' } }))).code).toBe('template-not-approved');
  });

  it('is not signed by whoever drew it, neither over HTTP nor in the database', async () => {
    const { person } = await callRoute(coordinator, routes.me);
    await asOwner(started, "INSERT INTO role_grant (id, person_id, study_id, role) SELECT gen_random_uuid(), $1::uuid, id, 'auditor' FROM study", [person.id]);
    const [drawn] = (await callRoute(coordinator, routes.listTemplates)).items;
    if (!drawn) throw new Error('no draft');
    expect(await problemOf(decide(drawn.id, drawn.digest, 'approve', coordinator))).toMatchObject({ status: 403, code: 'template-same-person' });
    await expect(asOwner(started, "UPDATE mask_template SET status = 'approved', decided_by_id = drawn_by_id, decided_at = now()")).rejects.toThrow('mask_template_second_person');
    await expect(asOwner(started, "UPDATE mask_template SET status = 'approved'")).rejects.toThrow('mask_template_approved_by_somebody');
    await asOwner(started, "UPDATE role_grant SET revoked_at = now() WHERE person_id = $1::uuid AND role = 'auditor'", [person.id]);
  });

  it('cleans once a second person signed, in a file that the receipts\' key signs', async () => {
    const [drawn] = (await callRoute(auditor, routes.listTemplates)).items;
    if (!drawn) throw new Error('no draft');
    expect(await decide(drawn.id, drawn.digest)).toMatchObject({ status: 'approved', decidedBy: 'Demo Auditor' });
    expect((await problemOf(decide(drawn.id, drawn.digest))).code).toBe('template-not-draft');
    const file = await callRoute(await started.as('coordinator', 'C02'), routes.templateFile);
    expect(file.body.templates).toMatchObject([{ id: drawn.templateId, version: 1, model: 'US 200', kept: draft.kept }]);
    const { pem, keyId } = await callRoute(auditor, routes.receiptKey);
    const signed = (body: unknown) => verify(null, Buffer.from(canonicalJson(body)), createPublicKey(pem), Buffer.from(file.signature, 'base64'));
    expect([file.body.keyId, signed(file.body), signed({ ...file.body, templates: [] })]).toEqual([keyId, true, false]);
  });

  it('is replaced by its next version only when that is signed too, and withdrawn in one act', async () => {
    const polygon = { kind: 'polygon' as const, points: [[160, 30], [280, 210], [40, 210]] as [number, number][] };
    const second = await draw({ kept: [polygon], sample: await picture({ x0: 140, y0: 120, x1: 180, y1: 200 }) });
    expect(second).toMatchObject({ version: 2, status: 'draft' });
    expect((await callRoute(auditor, routes.templateFile)).body.templates).toMatchObject([{ version: 1 }]);
    await decide(second.id, second.digest, 'approve', await started.as('adjudicator'));
    const states = (await callRoute(auditor, routes.listTemplates)).items.map(({ version, status, templateId }) => [version, status, templateId]);
    expect(states).toEqual([[2, 'approved', second.templateId], [1, 'superseded', second.templateId]]);
    const withdrawn = await callRoute(await started.as('data-manager'), routes.withdrawTemplate, { params: { templateId: second.id }, body: { reason: 'the scanner was updated' } });
    expect(withdrawn).toMatchObject({ status: 'withdrawn', withdrawReason: 'the scanner was updated' });
    expect((await callRoute(auditor, routes.templateFile)).body.templates).toEqual([]);
  });

  it('is rejected with a reason that its drawer reads', async () => {
    const third = await draw();
    expect(await decide(third.id, third.digest, 'reject', auditor, started.password, 'cuts the near field')).toMatchObject({ status: 'rejected', decisionReason: 'cuts the near field' });
    expect(await events()).toEqual(['template.drawn', 'template.signed', 'template.drawn', 'template.signed', 'template.withdrawn', 'template.drawn', 'template.rejected']);
  });

  it('keeps no text that was hidden in the picture\'s file', async () => {
    const hidden = await sharp(Buffer.from(draft.sample, 'base64')).withExif({ IFD0: { ImageDescription: 'ZHANG WEI' } }).png().toBuffer();
    expect(hidden.includes('ZHANG WEI')).toBe(true);
    const drawn = await draw({ sample: hidden.toString('base64') });
    const [row] = await asOwner(started, 'SELECT sample FROM mask_template WHERE id = $1::uuid', [drawn.id]);
    expect(Buffer.from(row?.['sample'] as Buffer).includes('ZHANG WEI')).toBe(false);
  });
});
