import type { RunRecord } from '@echocohort/model';
import type { TrainingImage } from '../data/training-image.ts';
import type { TrainedModel } from '../loop/train-model.ts';
import { sizeOf } from '../network/initial-weights.ts';
import { networkParameters } from '../network/parameter-names.ts';
import type { PreparedRun, RunRequest } from './prepare-run.ts';

export const countLesions = (images: readonly TrainingImage[]): number => new Set(images.map(({ lesion }) => lesion)).size;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** How pictures were cut, in words. */
function regionText({ config, loaded }: PreparedRun): string {
  const central = `square in the middle of the largest tissue region (of the picture where none is named), ${percent(config.regionShare)} of its shorter side`;
  if (loaded.outlined === 0) return central;
  const outlined = `square around the drawn lesion with ${percent(config.outlineMargin)} of its longer side on each side`;
  return loaded.central === 0 ? outlined : `${outlined}; without an outline: ${central}`;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** What `run.json` says of a training. */
export function runRecordOf(request: RunRequest, prepared: PreparedRun, trained: TrainedModel, startedAt: Date): RunRecord {
  const { config, snapshot, loaded, opened, shape, initial, subject } = prepared;
  const { name, versions, threads } = opened.engine;
  const training = loaded.images.filter(({ set, role }) => set === 'training' && role === 'lesion');
  const patients = new Map(training.map(({ lesion, patient }) => [lesion, patient]));
  const shares = trained.history.flatMap(({ engineShare }) => engineShare ?? []);
  const memory = trained.history.flatMap(({ memoryMb }) => memoryMb ?? []);
  return {
    format: 'echocohort-run/1', runId: request.runId, snapshotRoot: snapshot.root, splitId: snapshot.manifest.record.split.id, splitDigest: snapshot.splitDigest,
    protocolVersion: snapshot.index.protocol.version, lesionSlots: [...snapshot.index.lesionSlots], backgroundSlots: shape.model === 'L' ? [] : [...snapshot.backgroundSlots], backgroundTypes: [...prepared.backgroundTypes],
    region: regionText(prepared), regions: { outlined: loaded.outlined, central: loaded.central },
    engine: { name, versions: { ...versions }, threads, passedOver: opened.passedOver.map((entry) => ({ ...entry })) },
    codeVersion: request.codeVersion, config,
    initialWeights: { source: initial.file === null ? 'he-initialisation' : 'weights-file', sha256: subject.initialWeights, file: initial.file, taken: initial.taken },
    parameters: networkParameters(shape).reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0),
    images: training.length, lesions: countLesions(training), epochsPlanned: trained.epochs, epochsRun: trained.history.length, bestEpoch: trained.bestEpoch, stopped: trained.stopped, resumed: trained.resumed,
    startedAt: startedAt.toISOString(), wallSeconds: (request.clock.now().getTime() - startedAt.getTime()) / 1000,
    imagesPerSecond: mean(trained.history.map(({ imagesPerSecond }) => imagesPerSecond)), engineShare: shares.length === 0 ? null : mean(shares), peakMemoryMb: memory.length === 0 ? null : Math.max(...memory),
    trainedOn: [...patients].map(([lesion, patient]) => ({ lesion, patient })).sort((a, b) => (a.lesion < b.lesion ? -1 : 1)),
  };
}
