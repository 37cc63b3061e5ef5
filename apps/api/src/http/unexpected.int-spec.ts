import { callRoute, routes } from '@echocohort/contracts';
import { asOwner, problemOf } from '../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../spec-cases/started-api.ts';

jest.setTimeout(60_000);

describe('a fault of ours', () => {
  let started: StartedApi;
  beforeAll(async () => {
    started = await startedApi();
  });
  afterAll(() => started.close());

  it('answers a reference number and nothing else; the log has the place under that number and no message', async () => {
    const coordinator = await started.as('coordinator');
    await asOwner(started, 'ALTER TABLE receipt RENAME TO receipt_away');
    const problem = await problemOf(callRoute(coordinator, routes.receipt, { params: { number: 1 } }));
    expect(problem).toMatchObject({ status: 500, code: 'unexpected' });
    const reference = String(problem.facts?.['reference']);
    expect(reference).toMatch(/^[0-9a-f]{10}$/);
    expect(JSON.stringify(problem)).not.toMatch(/receipt|prisma|relation|select/i);
    const lines = started.logLines.filter((line) => line.includes(reference)).join('\n');
    expect(lines).toContain('receipts.repository');
    expect(lines).toContain('"route":"/v1/receipts/:number"');
    expect(lines).not.toContain('does not exist');
  });

  it('counts refusals by code', async () => {
    const text = await (await fetch(`${started.api.url}/metrics`)).text();
    expect(text).toContain('echocohort_refusals_total{code="unexpected"} 1');
  });
});
