import { Readable } from 'node:stream';
import { baselineOf, type BaselineGroup, type RecordRow } from '@echocohort/analyses';
import { LESIONS_PATH, readTsv, STUDY_SETS, type StudySet } from '@echocohort/cohort';
import { routes } from '@echocohort/contracts';
import type { QueryOf, ResponseOf } from '@echocohort/contracts-reading';
import { ok, type LocalText, type Result } from '@echocohort/kernel';
import { Database, findCohort, findSnapshot } from '@echocohort/persistence';
import { renderFlowChart } from '@echocohort/reporting';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { ActiveStudy, type CurrentStudy } from '../../platform/active-study.ts';
import { gatherLock, type GatheredLock } from '../snapshots/gather-lock.ts';
import { ReadSnapshot } from '../snapshots/read-snapshot.ts';
import { withSpool } from '../snapshots/text-spool.ts';
import { screenedCases, type ScreenedCase } from './cohort-cases.ts';
import { StudyDesk } from '../study-work/study-desk.ts';
import { cohortNotFound } from './cohort.view.ts';
import { PreviewCohortUseCase } from './preview-cohort.use-case.ts';

type ChartQuery = QueryOf<typeof routes.flowChartFile>;
type Baseline = ResponseOf<typeof routes.cohortBaseline>;

interface Standing {
  readonly study: CurrentStudy;
  /** Root of the snapshot of a locked cohort. */
  readonly root: string | null;
  readonly lock: GatheredLock | null;
  readonly sets: ReadonlyMap<string, StudySet> | undefined;
}

const PARTICIPANTS_PATH = 'participants.tsv';
const MEDIA = { svg: 'image/svg+xml', png: 'image/png', pdf: 'application/pdf' } as const;
const SET_NAMES: Readonly<Record<StudySet, LocalText>> = { training: { zh: '训练集', en: 'Training' }, internal_validation: { zh: '内部验证集', en: 'Internal validation' }, external_validation: { zh: '外部验证集', en: 'External validation' } };
const INCLUDED: LocalText = { zh: '纳入', en: 'Included' };

const cellOf = (value: string | number | boolean | null | undefined): string | null => (value === null || value === undefined ? null : typeof value === 'boolean' ? (value ? '1' : '0') : String(value));

/** Answers as the tables of an export write them; the forms of the patient and of the lesion are in one row, and each characteristic reads its own. */
const rowOf = ({ answers, content }: ScreenedCase): RecordRow => ({ ...Object.fromEntries(Object.entries(answers).map(([item, answer]) => [item, cellOf(answer?.value)])), scan_date: content.scanDate });

const groupOf = (code: string, label: LocalText, cases: readonly ScreenedCase[]): BaselineGroup => ({
  code, label,
  lesions: cases.map((own) => {
    const row = rowOf(own);
    return { lesion: own.row.code, patient: own.row.subjectCode, row, participant: row };
  }),
});

/** Flow chart as a file, and Table 1 of a cohort. No outcome enters either. */
@Injectable()
export class CohortFiguresUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly previewed: PreviewCohortUseCase,
    private readonly snapshots: ReadSnapshot,
    private readonly desk: StudyDesk,
  ) {}

  /** The very boxes of the preview: of a locked cohort those that were signed. */
  async chart(caller: Caller, cohortId: string, query: ChartQuery): Promise<Result<StreamAnswer>> {
    const preview = await this.previewed.run(caller, cohortId);
    if (!preview.ok) return preview;
    const bytes = Buffer.from(await renderFlowChart(preview.value.boxes, query.format, query.wording, query.language));
    const fileName = `flow-chart-${query.wording}-${query.language}.${query.format}`;
    return ok(new StreamAnswer({ sizeBytes: bytes.length, mediaType: MEDIA[query.format], fileName }, (range) => Readable.from([range === null ? bytes : bytes.subarray(range.start, range.end + 1)])));
  }

  /** Of a locked cohort out of the files that were signed; else as the record is now. */
  baseline(caller: Caller, cohortId: string): Promise<Result<Baseline>> {
    return this.desk.run({ work: 'baseline', caller: caller.facts, cohortId }, routes.cohortBaseline.response, () => this.baselineHere(caller, cohortId));
  }

  private async baselineHere(caller: Caller, cohortId: string): Promise<Result<Baseline>> {
    const standing = await this.standing(caller, cohortId);
    if (!standing.ok) return standing;
    const { study, root, lock, sets } = standing.value;
    const groups = root !== null ? await this.signedGroups(root) : ok(sets === undefined ? [groupOf('included', INCLUDED, lock?.included ?? [])] : STUDY_SETS.map((set) => groupOf(set, SET_NAMES[set], lock?.included.filter(({ row }) => sets.get(row.code) === set) ?? [])));
    if (!groups.ok) return groups;
    return ok(baselineOf(study.definition, groups.value));
  }

  private async signedGroups(root: string): Promise<Result<BaselineGroup[]>> {
    const leaves = await this.snapshots.leaves(root);
    if (!leaves.ok) return leaves;
    const rows: Record<string, RecordRow[]> = {};
    for (const path of [PARTICIPANTS_PATH, LESIONS_PATH]) {
      const leaf = leaves.value.get(path);
      const text = leaf === undefined ? ok('') : await this.snapshots.text(leaf);
      if (!text.ok) return text;
      const table = readTsv(text.value, path);
      if (!table.ok) return table;
      rows[path] = table.value;
    }
    const people = new Map((rows[PARTICIPANTS_PATH] ?? []).map((row) => [row['subject'], row]));
    return ok(STUDY_SETS.map((set): BaselineGroup => {
      const lesions = (rows[LESIONS_PATH] ?? []).filter((row) => row['set'] === set);
      return { code: set, label: SET_NAMES[set], lesions: lesions.map((row) => ({ lesion: row['lesion'] ?? '', patient: row['subject'] ?? '', row, participant: people.get(row['subject'] ?? '') ?? {} })) };
    }));
  }

  private standing(caller: Caller, cohortId: string): Promise<Result<Standing>> {
    return this.database.as(caller.dbIdentity('cohort.define', { pathology: true }), async (tx): Promise<Result<Standing>> => {
      const study = await this.study.required(tx);
      const row = await findCohort(tx, study.id, cohortId);
      if (row === null) return cohortNotFound;
      const snapshot = row.status === 'locked' && row.snapshotId !== null ? await findSnapshot(tx, study.id, row.snapshotId) : null;
      if (snapshot !== null) return ok({ study, root: snapshot.root, lock: null, sets: undefined });
      const lock = await withSpool(async (spool) => gatherLock(tx, study, row, await screenedCases(tx, study.definition), spool));
      return ok({ study, root: null, lock, sets: lock.split === null ? undefined : new Map(lock.split.rows.map(({ lesion, set }) => [lesion, set])) });
    }, { timeoutMs: 120_000 });
  }
}
