import { Database, findSnapshot, listAnalyses } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import { readSummary } from '../snapshots/snapshot.view.ts';
import type { ReportSource } from './report-files.ts';

/**
 * Where `figures/` and `tables/` of an export come from: the newest finished analysis of the snapshot, with its models;
 * before there is one, the flow chart as the signer of the lock saw it.
 */
@Injectable()
export class ReportSources {
  constructor(private readonly database: Database) {}

  async of(studyId: string, snapshotId: string): Promise<ReportSource> {
    const finished = (await this.database.system((tx) => listAnalyses(tx, snapshotId))).filter(({ status }) => status === 'finished');
    const [made] = finished.sort((a, b) => (b.finishedAt?.getTime() ?? 0) - (a.finishedAt?.getTime() ?? 0));
    if (made !== undefined && made.reportSha256 !== null) return { analysisId: made.id, sha256: made.reportSha256 };
    const row = await this.database.system((tx) => findSnapshot(tx, studyId, snapshotId));
    return row === null ? null : { flowChart: readSummary(row).preview.flowChartSvg };
  }
}
