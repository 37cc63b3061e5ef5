import { bytesFile, textFile, type DerivedFile, type ExtraFiles } from '@echocohort/export';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findSnapshot, listAnalyses } from '@echocohort/persistence';
import { readArchive } from '@echocohort/reporting';
import { analysisKey, readVerified, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import { STORAGE } from '../../platform/tokens.ts';
import { readSummary } from '../snapshots/snapshot.view.ts';

/**
 * `figures/` and `tables/` of an export: those of the newest finished analysis of the snapshot, with its models; before
 * there is one, the flow chart as the signer of the lock saw it. Nothing is computed here, so that an export stays as
 * quick as its disk.
 */
@Injectable()
export class ReportFiles {
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  of(studyId: string, snapshotId: string): ExtraFiles {
    return async () => (await this.analysed(snapshotId)) ?? this.flowChart(studyId, snapshotId);
  }

  private async analysed(snapshotId: string): Promise<Result<DerivedFile[]> | null> {
    const finished = (await this.database.system((tx) => listAnalyses(tx, snapshotId))).filter(({ status }) => status === 'finished');
    const [made] = finished.sort((a, b) => (b.finishedAt?.getTime() ?? 0) - (a.finishedAt?.getTime() ?? 0));
    if (made === undefined || made.reportSha256 === null) return null;
    const report = await readVerified(this.storage, analysisKey(made.id, 'report.zip'), made.reportSha256);
    if (!report.ok) return report;
    return ok(readArchive(report.value).filter(({ path }) => /^(figures|tables)\//.test(path)).map(({ path, bytes }) => bytesFile(path, () => bytes)));
  }

  private async flowChart(studyId: string, snapshotId: string): Promise<Result<DerivedFile[]>> {
    const row = await this.database.system((tx) => findSnapshot(tx, studyId, snapshotId));
    if (row === null) return ok([]);
    const { en, zh } = readSummary(row).preview.flowChartSvg;
    return ok([textFile('figures/flow.en.svg', () => en), textFile('figures/flow.zh.svg', () => zh)]);
  }
}
