import { analyseStudy, type StudyRecords } from '@echocohort/analyses';
import { canonicalJson, ok, type Result } from '@echocohort/kernel';
import { renderReport, shippedFonts, writeArchive, type BundleFacts, type SnapshotFacts } from '@echocohort/reporting';

/** Everything that one analysis is made of; it can be sent to a thread. */
export interface AnalysisTask {
  readonly records: StudyRecords;
  readonly snapshot: SnapshotFacts;
  readonly bundles: readonly BundleFacts[];
  readonly language: 'zh' | 'en';
}

/** Results as canonical JSON, and the report with all its figures and tables as a zip. The same task gives the same bytes. */
export interface AnalysisMade {
  readonly result: Uint8Array;
  readonly report: Uint8Array;
}

const ANALYSED = 0.4;

/** Runs every analysis, then the guards, then renders; a violated guard refuses all of it. */
export async function makeAnalysis({ records, snapshot, bundles, language }: AnalysisTask, tell: (share: number) => void): Promise<Result<AnalysisMade>> {
  const analysis = analyseStudy(records);
  if (!analysis.ok) return analysis;
  tell(ANALYSED);
  const input = { analysis: analysis.value, definition: records.definition, snapshot, bundles, fonts: await shippedFonts() };
  const files = await renderReport(input, { languages: [language], onProgress: (done, of) => tell(ANALYSED + ((1 - ANALYSED) * done) / of) });
  if (!files.ok) return files;
  return ok({ result: new TextEncoder().encode(`${canonicalJson(analysis.value)}\n`), report: writeArchive(files.value) });
}
