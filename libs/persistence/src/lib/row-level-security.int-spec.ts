import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import pg from 'pg';
import { Database, type Tx } from './database.ts';
import { databaseFault } from './database-fault.ts';
import type { DbIdentity } from './identity.ts';
import { duplicatePictures, nextReceiptNumber, nextSubjectNumber } from './numbering.repository.ts';
import { imageRow, writeStudyRows, type StudyRows } from './spec-cases/study-rows.ts';

let test: TestDatabase;
let database: Database;
let rows: StudyRows;
const at = (...centres: string[]): DbIdentity => ({ person: rows.person, roles: ['coordinator'], centres, pathology: true });
const panel = (): DbIdentity => ({ person: rows.person, roles: ['auditor'], centres: 'all', pathology: false });
const faultOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'nothing', (error: unknown) => databaseFault(error));

beforeAll(async () => {
  test = await createTestDatabase();
  database = new Database(test.appUrl);
  rows = await database.system(writeStudyRows);
  await database.system(async (tx) => {
    for (const [centreId, digit] of [['C01', 'a'], ['C02', 'b']] as const) {
      const lesionId = rows.lesions[centreId].id;
      const image = await tx.prisma.image.create({ data: imageRow(lesionId, centreId, 'L1', digit, rows.person) });
      await tx.prisma.slot.create({ data: { lesionId, centreId, code: 'L1', currentImageId: image.id } });
      await tx.prisma.receipt.create({ data: { studyId: rows.study.id, number: await nextReceiptNumber(tx, rows.study.id), imageId: image.id, centreId, body: {}, signature: 's' } });
      await tx.prisma.textCheck.create({ data: { imageId: image.id, centreId, searchedFrames: 1, found: 0 } });
      await tx.prisma.outline.create({ data: { imageId: image.id, lesionId, centreId, kind: 'lesion', shape: 'polygon', points: [[1, 1], [9, 1], [5, 9]], drawnById: rows.person } });
      await tx.prisma.pathologyReport.create({
        data: { lesionId, centreId, typeCode: 'hcc', malignant: true, method: 'biopsy', specimenDate: '2020-01-02', enteredById: rows.person },
      });
    }
  });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

describe('row-level security', () => {
  const tables: [string, (tx: Tx) => Promise<{ centreId: string }[]>][] = [
    ['subject', (tx) => tx.prisma.subject.findMany()],
    ['lesion', (tx) => tx.prisma.lesion.findMany()],
    ['image', (tx) => tx.prisma.image.findMany()],
    ['slot', (tx) => tx.prisma.slot.findMany()],
    ['receipt', (tx) => tx.prisma.receipt.findMany()],
    ['outline', (tx) => tx.prisma.outline.findMany()],
    ['text_check', (tx) => tx.prisma.textCheck.findMany()],
    ['pathology_report', (tx) => tx.prisma.pathologyReport.findMany()],
  ];

  it.each(tables)('%s: a centre sees its own rows, the study sees all, nobody in particular sees none', async (_name, list) => {
    const centresSeen = async (identity: DbIdentity): Promise<string[]> => (await database.as(identity, list)).map((row) => row.centreId).sort();
    expect(await centresSeen(at('C01'))).toEqual(['C01']);
    expect(await centresSeen(at('C01', 'C02'))).toEqual(['C01', 'C02']);
    expect(await centresSeen({ ...at(), centres: 'all' })).toEqual(['C01', 'C02']);
    expect(await centresSeen(at())).toEqual([]);
  });

  it('pathology is invisible without the right to it, in whatever centre', async () => {
    expect(await database.as(panel(), (tx) => tx.prisma.pathologyReport.findMany())).toEqual([]);
    expect(await database.as(panel(), (tx) => tx.prisma.lesion.count())).toBe(2);
  });

  it('a row of another centre can be neither written nor changed', async () => {
    const other = rows.lesions.C02.id;
    expect(await faultOf(database.as(at('C01'), (tx) => tx.prisma.slot.create({ data: { lesionId: other, centreId: 'C02', code: 'L2' } })))).toBe('forbidden');
    expect(await database.as(at('C01'), (tx) => tx.prisma.lesion.updateMany({ where: { id: other }, data: { version: 9 } }))).toEqual({ count: 0 });
  });

  it('a row cannot claim another centre than its lesion has', async () => {
    const own = rows.lesions.C01.id;
    expect(await faultOf(database.as(at('C01', 'C02'), (tx) => tx.prisma.slot.create({ data: { lesionId: own, centreId: 'C02', code: 'L2' } })))).toBe('rule');
  });

  it('the identity ends with its transaction', async () => {
    const client = new pg.Client({ connectionString: test.appUrl });
    await client.connect();
    try {
      await client.query("BEGIN; SELECT set_config('app.centres', '*', true); COMMIT");
      expect((await client.query('SELECT * FROM lesion')).rows).toEqual([]);
    } finally {
      await client.end();
    }
  });
});

describe('what sees past the caller\'s centres', () => {
  it('the same picture elsewhere: of an unseen centre only the relation is told', async () => {
    const own = rows.lesions.C01.id;
    const find = (identity: DbIdentity, digit: string) => database.as(identity, (tx) => duplicatePictures(tx, digit.repeat(64), own));
    expect(await find(at('C01'), 'a')).toEqual([{ relation: 'same-lesion', caseCode: 'C01-0001-L1', slotCode: 'L1' }]);
    expect(await find(at('C01'), 'b')).toEqual([{ relation: 'other-centre', caseCode: null, slotCode: null }]);
    expect(await find(at('C01', 'C02'), 'b')).toEqual([{ relation: 'other-centre', caseCode: 'C02-0001-L1', slotCode: 'L1' }]);
    expect(await find(at('C01'), 'c')).toEqual([]);
  });

  it('numbers go on over all centres and never come twice', async () => {
    expect(await database.as(at('C01'), (tx) => nextReceiptNumber(tx, rows.study.id))).toBe(3);
    expect(await database.as(at('C01'), (tx) => nextSubjectNumber(tx, 'C02'))).toBe(2);
    const issued = await Promise.all([1, 2, 3, 4].map(() => database.as(at('C01'), async (tx) => {
      const number = await nextSubjectNumber(tx, 'C01');
      await tx.prisma.subject.create({ data: { studyId: rows.study.id, centreId: 'C01', number, code: `C01-${number}` } });
      return number;
    })));
    expect(issued.sort()).toEqual([2, 3, 4, 5]);
  });
});
