import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { analyseStudy } from '@echocohort/analyses';
import { readTsv, splitCohort } from '@echocohort/cohort';
import type { SnapshotView } from '@echocohort/contracts';
import { recordFiles, type SnapshotContent } from '@echocohort/export';
import { canonicalJson } from '@echocohort/kernel';
import type { LesionScore } from '@echocohort/model';
import { analysisKey, FileStorage } from '@echocohort/storage';
import { parseStudyDefinition } from '@echocohort/study';
import { tabularStudy } from '@echocohort/testing';
import { asOwner } from './case-fixtures.ts';
import type { StartedApi } from './started-api.ts';

/** The record of a synthetic study that is large enough for a model, in the tables that a snapshot locks. */
function recordsOf(lesions: number) {
  const parsed = parseStudyDefinition(readFileSync('studies/fll-liver/study.yaml', 'utf8'), 'study.yaml');
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  // Two candidates: with all of them so few lesions are predicted perfectly, and no likelihood has a maximum.
  const definition = { ...parsed.value, analysis: parsed.value.analysis.filter(({ candidate, code }) => !candidate || code === 'age' || code === 'halo') };
  const study = tabularStudy({ definition, seed: '1', patients: lesions, lesions });
  const external = new Set(definition.centres.filter(({ role }) => role === 'external').map(({ code }) => code));
  const split = splitCohort({ lesions: study.lesions.map(({ lesion, subject, centre, outcome }) => ({ lesion, patient: subject, centre, malignant: outcome.malignant })), externalCentres: external, ratio: { training: 4, internal: 1 }, seed: '1' });
  if (!split.ok) throw new Error(split.refusal.detail);
  const content: SnapshotContent = {
    definition, cohort: { id: 'c', name: 'Synthetic', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } }, split: { id: 's', seed: '1', ratio: '4:1', ...split.value },
    subjects: study.subjects, exclusions: study.exclusions, queries: [], outlines: [], images: [],
    lesions: study.lesions.map(({ lesion, subject, centre, scanDate, device, answers, outcome }) => ({ lesion, subject, centre, scanDate, device, protocolVersion: definition.protocol.version, answers, outcome: external.has(centre) ? null : outcome })),
  };
  const texts = new Map(recordFiles(content).map(({ path, text }) => [path, text]));
  const rows = (path: string) => {
    const read = readTsv(texts.get(path) ?? '', path);
    if (!read.ok) throw new Error(read.refusal.detail);
    return read.value;
  };
  const setOf = new Map(split.value.rows.map(({ lesion, set }) => [lesion, set]));
  const predictions = study.lesions.flatMap(({ lesion, subject, scores }): LesionScore[] => {
    const set = setOf.get(lesion);
    return set ? [{ lesion, patient: subject, set, images: 4, score: scores.lb }] : [];
  });
  return { definition, participants: rows('participants.tsv'), lesions: rows('lesions.tsv'), images: rows('images.tsv'), splits: rows('splits.tsv'), exclusions: rows('exclusions.tsv'), opened: [], models: [{ code: 'LB', predictions }] };
}

/**
 * Stands a finished analysis beside a snapshot, of a synthetic study that is large enough for Model-LBC and its nomogram: what a locked
 * snapshot of a few cases cannot give. Its numbers are computed, not invented; it has no report.
 */
export async function storedAnalysis(started: StartedApi, snapshot: SnapshotView, lesions = 120): Promise<string> {
  const made = analyseStudy({ ...recordsOf(lesions), snapshotRoot: snapshot.root }, { resamples: 0 });
  if (!made.ok) throw new Error(made.refusal.detail);
  const bytes = Buffer.from(`${canonicalJson(made.value)}\n`);
  const [id, digest] = [randomUUID(), createHash('sha256').update(bytes).digest('hex')];
  await new FileStorage(started.storageFolder).put(analysisKey(id, 'result.json'), bytes);
  await asOwner(started, "INSERT INTO analysis (id, snapshot_id, status, progress, runs, language, result_sha256, report_sha256, requested_by_id, finished_at) SELECT $1, $2, 'finished', 1, '[]', 'en', $3, $3, id, now() FROM person LIMIT 1", [id, snapshot.id, digest]);
  return id;
}
