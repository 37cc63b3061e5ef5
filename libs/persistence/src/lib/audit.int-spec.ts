import { AUDIT_EVENT_TYPES, auditLine, verifyChain, type AuditEvent } from '@echocohort/audit';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import pg from 'pg';
import { appendAudit, readAuditEntries } from './audit.repository.ts';
import { Database, type Tx } from './database.ts';
import { databaseFault } from './database-fault.ts';
import type { DbIdentity } from './identity.ts';
import { writeStudyRows, type StudyRows } from './spec-cases/study-rows.ts';

let test: TestDatabase;
let database: Database;
let rows: StudyRows;
const coordinator = (...centres: string[]): DbIdentity => ({ person: rows.person, roles: ['coordinator'], centres, pathology: true });
const opened = (centre: 'C01' | 'C02'): AuditEvent => ({
  type: 'lesion.opened', centre, case: rows.lesions[centre].code, payload: { subject: `${centre}-0001`, lesion: rows.lesions[centre].code },
});
const chain = (tx: Tx) => readAuditEntries(tx, rows.study, 0, 1000);
const asOwner = async (statement: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: test.ownerUrl });
  await client.connect();
  try {
    return await client.query(statement).then(() => 'done', (error: unknown) => (error instanceof pg.DatabaseError ? error.code : error));
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  test = await createTestDatabase();
  database = new Database(test.appUrl);
  rows = await database.system(writeStudyRows);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

describe('the audit trail in the database', () => {
  it('has events to write', () => expect(AUDIT_EVENT_TYPES).toContain('lesion.opened'));

  it('stays one chain when many write at once, and reads back as it was hashed', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => database.as(coordinator('C01', 'C02'), (tx) => appendAudit(tx, rows.study, opened(index % 2 === 0 ? 'C01' : 'C02')))));
    const entries = await database.system(chain);
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(await verifyChain(entries.map(auditLine))).toMatchObject({ ok: true, value: { entries: 12 } });
  });

  it('loses the event together with the change when the transaction fails', async () => {
    const before = (await database.system(chain)).length;
    await expect(database.as(coordinator('C01'), async (tx) => {
      await appendAudit(tx, rows.study, opened('C01'));
      throw new Error('the change failed');
    })).rejects.toThrow('the change failed');
    expect(await database.system(chain)).toHaveLength(before);
  });

  it('is written in the own name only', async () => {
    const fault = await database.as(coordinator('C01'), (tx) => appendAudit(tx, rows.study, opened('C01'), rows.second)).catch(databaseFault);
    expect(fault).toBe('forbidden');
    await database.system((tx) => appendAudit(tx, rows.study, opened('C01'), rows.second));
  });

  it('refuses an event that does not follow the last one', async () => {
    const row = { studyId: rows.study.id, seq: 99n, at: new Date(), roles: [], type: 'lesion.opened', payload: {}, prev: '0'.repeat(64), hash: '1'.repeat(64) };
    expect(await database.system((tx) => tx.prisma.auditEvent.createMany({ data: row })).catch(databaseFault)).toBe('conflict');
  });

  it('shows a centre its own cases, the panel nothing', async () => {
    const seen = async (identity: DbIdentity) => new Set((await database.as(identity, chain)).map((entry) => entry.centre));
    expect(await seen(coordinator('C01'))).toEqual(new Set(['C01']));
    expect(await seen({ ...coordinator(), roles: ['data-manager'], centres: 'all' })).toEqual(new Set(['C01', 'C02']));
    expect(await seen({ ...coordinator(), roles: ['auditor'], centres: 'all' })).toEqual(new Set());
  });

  it('can be changed or emptied by nobody: the service lacks the right, the owner meets a trigger', async () => {
    const change = (tx: Tx) => tx.prisma.auditEvent.updateMany({ data: { type: 'x' } });
    expect(await database.system(change).catch(databaseFault)).toBe('forbidden');
    expect(await database.system((tx) => tx.prisma.auditEvent.deleteMany()).catch(databaseFault)).toBe('forbidden');
    expect(await asOwner("UPDATE audit_event SET type = 'x'")).toBe('EC003');
    expect(await asOwner('DELETE FROM audit_event')).toBe('EC003');
    expect(await asOwner('TRUNCATE audit_event CASCADE')).toBe('EC003');
  });
});
