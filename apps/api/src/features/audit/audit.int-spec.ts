import { verifyChain } from '@echocohort/audit';
import { callRoute, routes, sendRoute } from '@echocohort/contracts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

jest.setTimeout(60_000);

describe('the audit trail over HTTP', () => {
  let started: StartedApi;
  beforeAll(async () => {
    started = await startedApi();
  }, 60_000);
  afterAll(() => started.close());

  it('exports a chain that verifies, and one changed letter shows with its row', async () => {
    const coordinator = await started.as('coordinator');
    await Promise.all(Array.from({ length: 10 }, () => callRoute(coordinator, routes.registerSubject, { body: { centre: 'C01' } })));
    const text = await (await sendRoute(await started.as('statistician'), routes.exportAudit, {})).text();
    const lines = text.trimEnd().split('\n');
    expect(await verifyChain(lines)).toMatchObject({ ok: true, value: { entries: lines.length } });
    const at = lines.findIndex((line) => line.includes('"granted"'));
    const changed = lines.map((line, index) => (index === at ? line.replace('"granted"', '"revoked"') : line));
    expect(changed).not.toEqual(lines);
    expect(await verifyChain(changed)).toMatchObject({ ok: false, refusal: { facts: { row: at + 1 } } });
  });

  it('lists the newest first, page by page, also by type', async () => {
    const manager = await started.as('data-manager');
    const first = await callRoute(manager, routes.listAudit, { query: { limit: 4, type: 'subject.registered' } });
    const second = await callRoute(manager, routes.listAudit, { query: { limit: 4, type: 'subject.registered', cursor: first.cursor ?? '' } });
    const codes = [...first.items, ...second.items].map(({ payload }) => payload['subject']);
    expect(codes).toEqual(['C01-0010', 'C01-0009', 'C01-0008', 'C01-0007', 'C01-0006', 'C01-0005', 'C01-0004', 'C01-0003']);
  });
});
