import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { Database, type Tx } from './database.ts';
import { databaseFault } from './database-fault.ts';
import { writeStudyRows, type StudyRows } from './spec-cases/study-rows.ts';

let test: TestDatabase;
let database: Database;
let rows: StudyRows;
let run: string;

const digest = (letter: string): string => letter.repeat(64);

beforeAll(async () => {
  test = await createTestDatabase();
  database = new Database(test.appUrl);
  rows = await database.system(writeStudyRows);
  run = await database.system(async (tx) => {
    const cohort = await tx.prisma.cohort.create({ data: { studyId: rows.study.id, name: 'main', definition: {}, createdById: rows.person } });
    const snapshot = await tx.prisma.snapshot.create({ data: { studyId: rows.study.id, cohortId: cohort.id, root: digest('c'), manifestKey: 'k', summary: {}, lockedAt: tx.at } });
    const { id } = await tx.prisma.modelRun.create({ data: { snapshotId: snapshot.id, config: {}, startedById: rows.person } });
    await tx.prisma.modelRun.update({ where: { id }, data: { status: 'finished', modelDigest: digest('a'), registeredAt: tx.at, bundle: { files: [] }, metrics: { sets: [] } } });
    await tx.prisma.sealedOutcomes.create({ data: { snapshotId: snapshot.id, salt: Buffer.from('salt'), outcomes: Buffer.from('outcomes'), commitment: digest('d') } });
    await tx.prisma.sealedOutcomes.update({ where: { snapshotId: snapshot.id }, data: { openedAt: tx.at, openedForRunId: id } });
    await tx.prisma.exportRequest.create({ data: { snapshotId: snapshot.id, status: 'finished', key: 'x', sha256: digest('e'), requestedById: rows.person } });
    await tx.prisma.roleGrant.create({ data: { personId: rows.person, studyId: rows.study.id, role: 'reader', revokedAt: tx.at } });
    return id;
  });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

describe('evidence, whatever the code above does', () => {
  it.each<[string, (tx: Tx) => Promise<unknown>]>([
    ['another digest for a registered model', (tx) => tx.prisma.modelRun.updateMany({ data: { modelDigest: digest('b') } })],
    ['a registered model taken back', (tx) => tx.prisma.modelRun.updateMany({ data: { modelDigest: null, registeredAt: null } })],
    ['an earlier registration', (tx) => tx.prisma.modelRun.updateMany({ data: { registeredAt: new Date('2020-01-01') } })],
    ['a run of somebody else', (tx) => tx.prisma.modelRun.updateMany({ data: { startedById: rows.person } })],
    ['opened outcomes shut again', (tx) => tx.prisma.sealedOutcomes.updateMany({ data: { openedAt: null, openedForRunId: null } })],
    ['other outcomes under an opened seal', (tx) => tx.prisma.sealedOutcomes.updateMany({ data: { outcomes: Buffer.from('kinder outcomes') } })],
    ['other bytes of a finished export', (tx) => tx.prisma.exportRequest.updateMany({ data: { sha256: digest('f') } })],
    ['a right that had ended', (tx) => tx.prisma.roleGrant.updateMany({ where: { revokedAt: { not: null } }, data: { revokedAt: null } })],
    ['a grant that becomes one of another role', (tx) => tx.prisma.roleGrant.updateMany({ data: { role: 'administrator' } })],
  ])('does not become %s', async (_, change) => {
    const fault: unknown = await database.system(change).then(() => null, (error: unknown) => error);
    expect(databaseFault(fault)).toBe('forbidden');
  });

  it('leaves open what the services still write: figures that come with the opening, a way of failing', async () => {
    await database.system((tx) => tx.prisma.modelRun.update({ where: { id: run }, data: { metrics: { sets: ['external'] } } }));
    expect(await database.system((tx) => tx.prisma.modelRun.findUniqueOrThrow({ where: { id: run } }))).toMatchObject({ modelDigest: digest('a'), metrics: { sets: ['external'] } });
  });
});
