import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { Database, type Tx } from './database.ts';
import { databaseFault } from './database-fault.ts';
import { imageRow, writeStudyRows, type StudyRows } from './spec-cases/study-rows.ts';

let test: TestDatabase;
let database: Database;
let rows: StudyRows;
let images: Record<'C01' | 'C02', string>;
let forms: Record<'C01' | 'C02', string>;

async function addContent(tx: Tx, centreId: 'C01' | 'C02'): Promise<{ image: string; form: string }> {
  const lesion = rows.lesions[centreId];
  const image = await tx.prisma.image.create({ data: imageRow(lesion.id, centreId, 'L1', centreId === 'C01' ? 'a' : 'b', rows.person) });
  const form = await tx.prisma.formEntry.create({ data: { subjectId: lesion.subjectId, centreId, formCode: 'clinical' } });
  return { image: image.id, form: form.id };
}

async function lock(tx: Tx): Promise<void> {
  const cohort = await tx.prisma.cohort.create({ data: { studyId: rows.study.id, name: 'main', definition: {}, createdById: rows.person } });
  const snapshot = await tx.prisma.snapshot.create({ data: { studyId: rows.study.id, cohortId: cohort.id, root: 'c'.repeat(64), manifestKey: 'k', summary: {}, lockedAt: tx.at } });
  await tx.prisma.snapshotLesion.create({ data: { snapshotId: snapshot.id, lesionId: rows.lesions.C01.id, centreId: 'C01', set: 'training' } });
  await tx.prisma.lesion.update({ where: { id: rows.lesions.C01.id }, data: { state: 'locked', lockedSnapshotId: snapshot.id } });
}

beforeAll(async () => {
  test = await createTestDatabase();
  database = new Database(test.appUrl);
  rows = await database.system(writeStudyRows);
  const [first, second] = [await database.system((tx) => addContent(tx, 'C01')), await database.system((tx) => addContent(tx, 'C02'))];
  images = { C01: first.image, C02: second.image };
  forms = { C01: first.form, C02: second.form };
  await database.system(lock);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

describe('a locked case, whatever the code above does', () => {
  type Write = (tx: Tx, centreId: 'C01' | 'C02') => Promise<unknown>;
  const base = (centreId: 'C01' | 'C02') => ({ lesionId: rows.lesions[centreId].id, centreId });
  const writes: [string, Write][] = [
    ['a new image', (tx, centre) => tx.prisma.image.create({ data: imageRow(rows.lesions[centre].id, centre, 'L2', 'd', rows.person) })],
    ['a superseded image', (tx, centre) => tx.prisma.image.update({ where: { id: images[centre] }, data: { supersededAt: tx.at, supersedeReason: 'r' } })],
    ['a slot', (tx, centre) => tx.prisma.slot.create({ data: { ...base(centre), code: 'L1' } })],
    ['an exam', (tx, centre) => tx.prisma.exam.create({ data: base(centre) })],
    ['a finding', (tx, centre) => tx.prisma.finding.create({ data: { ...base(centre), code: 'x', severity: 'deviation', evidence: {}, sentenceZh: '-', sentenceEn: '-' } })],
    ['an item of the patient', (tx, centre) => tx.prisma.itemValue.create({ data: { formEntryId: forms[centre], centreId: centre, itemCode: 'age', value: 50, setById: rows.person } })],
    ['a form of the lesion', (tx, centre) => tx.prisma.formEntry.create({ data: { ...base(centre), subjectId: rows.lesions[centre].subjectId, formCode: 'ultrasound' } })],
    ['a pathology report', (tx, centre) => tx.prisma.pathologyReport.create({ data: { ...base(centre), typeCode: 'hcc', malignant: true, method: 'biopsy', specimenDate: '2020-01-02', enteredById: rows.person } })],
    ['a query', (tx, centre) => tx.prisma.queryThread.create({ data: { ...base(centre), reasonCode: 'blurred', raisedById: rows.person } })],
    ['a verdict', (tx, centre) => tx.prisma.panelVerdict.create({ data: { ...base(centre), verdict: 'accepted', personId: rows.person, protocolVersion: '1.0' } })],
    ['a state', (tx, centre) => tx.prisma.lesion.update({ where: { id: rows.lesions[centre].id }, data: { state: 'collecting' } })],
  ];

  it.each(writes)('%s is refused; the same in a case that is not locked is taken', async (_name, write) => {
    expect(await database.system((tx) => write(tx, 'C01')).catch(databaseFault)).toBe('locked');
    await expect(database.system((tx) => write(tx, 'C02'))).resolves.toBeDefined();
  });

  it('can still be withdrawn, because consent outranks the lock, and stays named by its snapshot', async () => {
    await database.system((tx) => tx.prisma.lesion.update({ where: { id: rows.lesions.C01.id }, data: { state: 'withdrawn' } }));
    expect(await database.system((tx) => tx.prisma.lesion.update({ where: { id: rows.lesions.C01.id }, data: { lockedSnapshotId: null } })).catch(databaseFault)).toBe('locked');
  });
});

describe('values that a column may have', () => {
  const wrong: [string, (tx: Tx) => Promise<unknown>][] = [
    ['a state that the table of states does not have', (tx) => tx.prisma.lesion.update({ where: { id: rows.lesions.C02.id }, data: { state: 'done' } })],
    ['locked without a snapshot', (tx) => tx.prisma.lesion.update({ where: { id: rows.lesions.C02.id }, data: { state: 'locked' } })],
    ['a role that does not exist', (tx) => tx.prisma.roleGrant.create({ data: { personId: rows.person, studyId: rows.study.id, role: 'king' } })],
    ['a digest that is none', (tx) => tx.prisma.image.create({ data: { ...imageRow(rows.lesions.C02.id, 'C02', 'L9', 'a', rows.person), sha256: 'abc' } })],
    ['a superseded image without a reason', (tx) => tx.prisma.image.create({ data: { ...imageRow(rows.lesions.C02.id, 'C02', 'L9', 'a', rows.person), supersededAt: tx.at } })],
    ['a value and a missing reason at once', (tx) => tx.prisma.itemValue.create({ data: { formEntryId: forms.C02, centreId: 'C02', itemCode: 'afp', value: 1, missingReason: 'not-done', setById: rows.person } })],
    ['a date that is none', (tx) => tx.prisma.exam.update({ where: { lesionId: rows.lesions.C02.id }, data: { scanDate: '20200101' } })],
    ['a report confirmed by who entered it', async (tx) => {
      const report = await tx.prisma.pathologyReport.findFirstOrThrow({ where: { centreId: 'C02' } });
      return tx.prisma.pathologyReport.update({ where: { id: report.id }, data: { confirmedById: report.enteredById, confirmedAt: tx.at } });
    }],
  ];
  it.each(wrong)('%s is refused', async (_name, write) => {
    expect(await database.system(write).catch(databaseFault)).toBe('rule');
  });

  it('two current values of one item, two current images of one slot: the second comes too late', async () => {
    const value = { formEntryId: forms.C02, centreId: 'C02', itemCode: 'sex', value: 'female', setById: rows.person };
    await database.system((tx) => tx.prisma.itemValue.create({ data: value }));
    expect(await database.system((tx) => tx.prisma.itemValue.create({ data: value })).catch(databaseFault)).toBe('conflict');
    const image = imageRow(rows.lesions.C02.id, 'C02', 'L5', 'e', rows.person);
    await database.system((tx) => tx.prisma.image.create({ data: image }));
    expect(await database.system((tx) => tx.prisma.image.create({ data: image })).catch(databaseFault)).toBe('conflict');
  });
});

describe('a database that is not there', () => {
  it('is told apart from everything else', async () => {
    const nowhere = new Database('postgres://x:y@127.0.0.1:1/z');
    expect(await nowhere.ping().catch(databaseFault)).toBe('unavailable');
    expect(databaseFault(new Error('something else'))).toBeNull();
    await nowhere.close();
  });
});
