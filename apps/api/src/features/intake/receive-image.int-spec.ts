import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { verifyReceipt } from '@echocohort/audit';
import { callRoute, ProblemError, routes, sendRoute, type Caller, type CaseSummary, type StudyView } from '@echocohort/contracts';
import pg from 'pg';
import { cleaned, cleanImages, uploadForm, type CleanImage } from '../../spec-cases/clean-images.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

jest.setTimeout(60_000);

describe('taking an image in', () => {
  let started: StartedApi;
  let owner: pg.Client;
  let coordinator: Caller;
  let study: StudyView;
  let images: CleanImage[];
  let row: CaseSummary;

  const image = (slot: string): CleanImage => {
    const found = images.find((each) => each.slot === slot);
    if (!found) throw new Error(`no picture for ${slot}`);
    return found;
  };
  const openCase = async (caller: Caller, centre: string): Promise<CaseSummary> => {
    const { subjectId } = await callRoute(caller, routes.registerSubject, { body: { centre } });
    return callRoute(caller, routes.openLesion, { params: { subjectId }, body: {} });
  };
  const send = (of: CaseSummary, file: Pick<CleanImage, 'bytes' | 'sha256'>, fields: Record<string, string>, caller = coordinator) =>
    callRoute(caller, routes.receiveImage, { params: { caseId: of.caseId } }, uploadForm(file, { protocolVersion: study.protocolVersion, ...fields }));
  const problemOf = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(() => null, (reason: unknown) => reason);
    if (!(error instanceof ProblemError)) throw new Error('the API did not refuse');
    return error.problem;
  };
  const findingCodes = (facts: Record<string, unknown> | undefined): unknown[] => {
    const findings = facts?.['findings'];
    return Array.isArray(findings) ? findings.map((finding: { code: unknown }) => finding.code) : [];
  };
  const stored = (): number => (existsSync(started.storageFolder) ? readdirSync(started.storageFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length : 0);
  const count = async (table: string): Promise<number> => Number((await owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);

  beforeAll(async () => {
    started = await startedApi({ MAX_UPLOAD_BYTES: String(8 * 1024 ** 2) });
    owner = new pg.Client({ connectionString: started.database.ownerUrl });
    await owner.connect();
    coordinator = await started.as('coordinator');
    study = await callRoute(coordinator, routes.study);
    row = await openCase(coordinator, 'C01');
    images = await cleanImages(study, 'C01', row.subjectCode, ['L1', 'L2', 'D1']);
  }, 120_000);
  afterAll(async () => {
    await owner.end();
    await started.close();
  });

  it('opens with every slot of the protocol empty', () => {
    expect(row).toMatchObject({ code: 'C01-0001-L1', state: 'collecting', slotsFilled: 0, slotsRequired: 11 });
  });

  it('stores a clean image once and signs for it; the same bytes again get the same receipt', async () => {
    const first = await send(row, image('L1'), { slot: 'L1' });
    expect(first).toMatchObject({ state: 'collecting', repeated: false, image: { slot: 'L1', sha256: image('L1').sha256, receipt: 1 } });
    expect(first.missing).not.toContain('L1');
    const { pem, keyId } = await callRoute(coordinator, routes.receiptKey);
    const check = (message: Uint8Array, signature: string) => verify(null, message, createPublicKey(pem), Buffer.from(signature, 'base64'));
    const { body, signature } = first.receipt;
    expect(verifyReceipt({ body, signature }, keyId, check)).toMatchObject({ ok: true, value: { case: 'C01-0001-L1', image: image('L1').sha256, number: 1 } });
    expect(verifyReceipt({ body: { ...body, slot: 'L2' }, signature }, keyId, check)).toMatchObject({ ok: false, refusal: { code: 'receipt-signature-wrong' } });

    const again = await send(row, image('L1'), { slot: 'L1' });
    expect(again).toMatchObject({ repeated: true, receipt: first.receipt });
    expect([await count('image'), await count('receipt'), stored()]).toEqual([1, 1, 1]);
    expect(await callRoute(coordinator, routes.receipt, { params: { number: 1 } })).toEqual(first.receipt);
  });

  it('shows the image on the board, as a picture and as the file that was sent', async () => {
    const board = await callRoute(coordinator, routes.caseBoard, { params: { caseId: row.caseId } });
    const slot = board.slots.find(({ code }) => code === 'L1');
    expect(slot?.image?.device).toMatch(/^D\d\d$/);
    expect(board.blockers.map(({ slot: blocked }) => blocked)).not.toContain('L1');
    const imageId = slot?.image?.id ?? '';
    const file = await (await sendRoute(coordinator, routes.imageFile, { params: { imageId } })).arrayBuffer();
    expect(createHash('sha256').update(new Uint8Array(file)).digest('hex')).toBe(image('L1').sha256);
    const part = await fetch(`${started.api.url}/v1/images/${imageId}/file`, { headers: { authorization: `Bearer ${coordinator.token}`, range: 'bytes=128-131' } });
    expect([part.status, await part.text()]).toEqual([206, 'DICM']);
    const auditor = await started.as('auditor');
    const preview = await sendRoute(auditor, routes.imagePreview, { params: { imageId }, query: { width: 200 } });
    expect(Buffer.from(await preview.arrayBuffer()).subarray(1, 4).toString()).toBe('PNG');
    expect((await problemOf(sendRoute(auditor, routes.imageFile, { params: { imageId } }))).code).toBe('forbidden');
  });

  it('refuses an identifiable file, names tag paths and no value, and keeps nothing of it', async () => {
    const before = stored();
    const { original, identity } = image('L2');
    const sha256 = createHash('sha256').update(original).digest('hex');
    const problem = await problemOf(send(row, { bytes: original, sha256 }, { slot: 'L2' }));
    expect(problem).toMatchObject({ status: 422, code: 'identifiable', slot: 'L2' });
    expect(problem.facts?.['paths']).toContain('0010,0010');
    expect(stored()).toBe(before);
    const told = [JSON.stringify(problem), ...started.logLines].join('\n');
    for (const value of identity.filter((text) => text.length > 3)) expect(told).not.toContain(value);
  });

  it('counts refusals by code, gives their memory back, and leaves no byte of them on any disk of its own', async () => {
    const temporary = new Set(readdirSync(tmpdir()));
    const before = stored();
    const junk = new Uint8Array(randomBytes(5 * 1024 ** 2));
    const sha256 = createHash('sha256').update(junk).digest('hex');
    // Six times five megabytes: more than the sixteen that uploads may hold together.
    for (let time = 0; time < 6; time++) expect((await problemOf(send(row, { bytes: junk, sha256 }, { slot: 'L2' }))).code).toBe('not-dicom');
    const { original } = image('L2');
    await problemOf(send(row, { bytes: original, sha256: createHash('sha256').update(original).digest('hex') }, { slot: 'L2' }));
    const metrics = await (await fetch(`${started.api.url}/metrics`)).text();
    expect(metrics).toMatch(/echocohort_images_refused_total\{code="not-dicom"\} 6/);
    expect(metrics).toMatch(/echocohort_images_refused_total\{code="identifiable"\} [12]/);
    expect(stored()).toBe(before);
    expect(readdirSync(tmpdir()).filter((name) => !temporary.has(name) && /upload|dcm|dicom/i.test(name))).toEqual([]);
    const { rows } = await owner.query<{ n: string }>('SELECT count(*) AS n FROM image WHERE sha256 = $1', [sha256]);
    expect(rows[0]?.n).toBe('0');
  });

  it('refuses a clean file of another subject', async () => {
    expect(await problemOf(send(row, cleaned(image('L2').original, 'C01-0999'), { slot: 'L2' }))).toMatchObject({ status: 422, code: 'wrong-subject' });
    expect((await problemOf(send(row, cleaned(image('L2').original, 'C02-0001'), { slot: 'L2' }))).code).toBe('identifiable');
  });

  it.each([
    ['0 bytes', () => new Uint8Array(0), 'empty-file', 422],
    ['no DICOM', () => new Uint8Array(randomBytes(5000)), 'not-dicom', 422],
    ['cut off', () => image('L2').bytes.slice(0, 20_000), 'truncated', 422],
    ['too large', () => new Uint8Array(9 * 1024 ** 2), 'too-large', 413],
  ] as const)('refuses a file that is %s', async (_, make, code, status) => {
    const bytes = make();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await problemOf(send(row, { bytes, sha256 }, { slot: 'L2' }))).toMatchObject({ code, status });
  });

  it('refuses 2 GB from the announced length alone, before they are sent', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { authorization: `Bearer ${coordinator.token}`, 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(2 * 1024 ** 3) };
      const call = httpRequest(`${started.api.url}/v1/cases/${row.caseId}/images`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode ?? 0);
        call.destroy();
      });
      call.on('error', reject);
      call.write('--x\r\n');
    });
    expect(status).toBe(413);
  });

  it('refuses what arrived otherwise than it was sent, another protocol version, an unknown slot', async () => {
    expect((await problemOf(send(row, { bytes: image('L2').bytes, sha256: '0'.repeat(64) }, { slot: 'L2' }))).code).toBe('digest-mismatch');
    expect(await problemOf(send(row, image('L2'), { slot: 'L2', protocolVersion: '0.9' }))).toMatchObject({ status: 409, code: 'protocol-version-changed' });
    expect((await problemOf(send(row, image('L2'), { slot: 'Q9' }))).code).toBe('unknown-slot');
    expect(await problemOf(send(row, image('L2'), { slot: 'L2', supersedes: 'nonsense' }))).toMatchObject({ code: 'invalid', field: 'supersedes' });
  });

  it('lists every finding of an image that does not fit: wrong kind of picture, same picture elsewhere', async () => {
    const wrong = await problemOf(send(row, image('L1'), { slot: 'D1' }));
    expect(wrong).toMatchObject({ status: 422, code: 'protocol-findings', slot: 'D1' });
    expect(findingCodes(wrong.facts)).toEqual(expect.arrayContaining(['wrong-image-type', 'same-picture-same-lesion']));

    const other = await openCase(coordinator, 'C01');
    const ofOther = await problemOf(send(other, cleaned(image('L1').original, other.subjectCode), { slot: 'L1' }));
    expect(findingCodes(ofOther.facts)).toEqual(['same-picture-other-patient']);

    const elsewhere = await started.as('coordinator', 'C02');
    const far = await openCase(elsewhere, 'C02');
    const ofFar = await problemOf(send(far, cleaned(image('L1').original, far.subjectCode), { slot: 'L1' }, elsewhere));
    expect(findingCodes(ofFar.facts)).toContain('same-picture-other-centre');
    expect(JSON.stringify(ofFar)).not.toContain('C01');
  });

  it('answers another centre as if the case were not there, and changes nothing', async () => {
    const before = [await count('image'), await count('audit_event')];
    const elsewhere = await started.as('coordinator', 'C02');
    expect(await problemOf(send(row, image('L2'), { slot: 'L2' }, elsewhere))).toMatchObject({ status: 404, code: 'not-found' });
    expect([await count('image'), await count('audit_event')]).toEqual(before);
  });

  it('replaces an image only with a reason, and keeps the old one linked', async () => {
    const second = (await cleanImages(study, 'C01', row.subjectCode, ['L1'], 1))[0];
    if (!second) throw new Error('no second picture');
    expect(findingCodes((await problemOf(send(row, second, { slot: 'L1' }))).facts)).toContain('slot-already-filled');
    const current = (await callRoute(coordinator, routes.caseBoard, { params: { caseId: row.caseId } })).slots.find(({ code }) => code === 'L1')?.image?.id ?? '';
    expect((await problemOf(send(row, second, { slot: 'L1', supersedes: current }))).code).toBe('reason-missing');
    const replaced = await send(row, second, { slot: 'L1', supersedes: current, reason: 'sharper picture' });
    expect(replaced.image.supersedes).toBe(current);
    const slot = (await callRoute(coordinator, routes.caseBoard, { params: { caseId: row.caseId } })).slots.find(({ code }) => code === 'L1');
    expect(slot?.earlier).toMatchObject([{ id: current, supersedeReason: 'sharper picture' }]);
    expect(await problemOf(send(row, image('L1'), { slot: 'L1', supersedes: current, reason: 'back again' }))).toMatchObject({ status: 409, code: 'image-superseded' });
    expect((await send(row, image('L1'), { slot: 'L1', supersedes: replaced.image.id, reason: 'back again' })).repeated).toBe(false);
  });

  it('stores one image when the same upload arrives many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(row, image('D1'), { slot: 'D1' })));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(answers.map(({ receipt }) => receipt.signature)).size).toBe(1);
    expect(await count("image WHERE slot_code = 'D1'")).toBe(1);
  });

  it('tells what happened, in order, to those who may open the case', async () => {
    const { items } = await callRoute(coordinator, routes.caseTimeline, { params: { caseId: row.caseId } });
    expect(items.at(-1)).toMatchObject({ type: 'lesion.opened', actor: 'Demo Coordinator' });
    expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(['image.stored', 'image.refused', 'image.superseded']));
  });
});
