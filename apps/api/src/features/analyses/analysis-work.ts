import { analyseStudy, type AnalysisReport, type StudyRecords } from '@echocohort/analyses';
import { canonicalJson, ok, type Result } from '@echocohort/kernel';
import { madeMapOf, renderReport, shippedFonts, wantedMaps, writeArchive, type BundleFacts, type MadeMaps, type MapWish, type SnapshotFacts } from '@echocohort/reporting';
import { sha256 } from '../../platform/sha256.ts';

/** Everything that one analysis is made of; it can be sent to a thread. */
export interface AnalysisTask {
  readonly records: StudyRecords;
  readonly snapshot: SnapshotFacts;
  readonly bundles: readonly BundleFacts[];
  readonly language: 'zh' | 'en';
}

/** Results as canonical JSON, the maps of wrong calls that the results name, and the report with all its figures and tables as a zip. The same task gives the same bytes. */
export interface AnalysisMade {
  readonly result: Uint8Array;
  readonly report: Uint8Array;
  readonly maps: readonly Uint8Array[];
}

/** What the work asks back: how far it is, and maps out of pictures and networks that only the caller can reach. */
export interface AnalysisAsks {
  readonly tell: (share: number) => void;
  readonly makeMaps: (wishes: readonly MapWish[]) => Promise<MadeMaps>;
}

const ANALYSED = 0.4;

/** The results with the maps that were made, each by its digest. */
function withMaps(analysis: AnalysisReport, bundles: readonly BundleFacts[], made: MadeMaps): AnalysisReport {
  const { failures } = analysis.results;
  if (failures.status === 'refused' || made.maps.length === 0) return analysis;
  const rows = failures.value.rows.map((row) => {
    const map = row.attentionMaps.length > 0 ? undefined : madeMapOf(row, analysis, bundles, made);
    return map === undefined ? row : { ...row, madeMap: { slot: map.slot, sha256: sha256(map.png) } };
  });
  return { ...analysis, results: { ...analysis.results, failures: { status: 'done', value: { ...failures.value, rows } } } };
}

/** Runs every analysis, then the guards, then renders; a violated guard refuses all of it. */
export async function makeAnalysis({ records, snapshot, bundles, language }: AnalysisTask, { tell, makeMaps }: AnalysisAsks): Promise<Result<AnalysisMade>> {
  const analysis = analyseStudy(records);
  if (!analysis.ok) return analysis;
  tell(ANALYSED);
  const wishes = wantedMaps(analysis.value, bundles);
  const maps = wishes.length === 0 ? { maps: [], missing: [] } : await makeMaps(wishes);
  const input = { analysis: analysis.value, definition: records.definition, snapshot, bundles, fonts: await shippedFonts(), maps };
  const files = await renderReport(input, { languages: [language], onProgress: (done, of) => tell(ANALYSED + ((1 - ANALYSED) * done) / of) });
  if (!files.ok) return files;
  const result = canonicalJson(withMaps(analysis.value, bundles, maps));
  return ok({ result: new TextEncoder().encode(`${result}\n`), report: writeArchive(files.value), maps: maps.maps.map(({ png }) => png) });
}
