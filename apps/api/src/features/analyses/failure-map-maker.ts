import { readFile } from 'node:fs/promises';
import { imageModelOf } from '@echocohort/analyses';
import { loadPictureDecoder } from '@echocohort/codecs';
import { refuse, type Result } from '@echocohort/kernel';
import { bundleSummary, trainingConfig } from '@echocohort/model';
import type { RunRow } from '@echocohort/persistence';
import { makeMaps, type MadeMaps, type MapWish } from '@echocohort/reporting';
import { bundleKey, readVerified, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '../../platform/sha256.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { LockedSnapshots } from '../second-opinion/locked-snapshots.ts';

/** The runtime of networks is a native module: where it cannot be loaded a report is made all the same, and says so. */
async function runtime() {
  try {
    return await import('@echocohort/inference');
  } catch {
    return null;
  }
}

const decoder = () => loadPictureDecoder(({ path }) => readFile(path));

/** Makes the attention maps of wrong calls that the bundles lack, by the registered networks out of the locked pictures. */
@Injectable()
export class FailureMapMaker {
  constructor(
    private readonly snapshots: LockedSnapshots,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async make(runs: readonly Pick<RunRow, 'id' | 'bundle' | 'config'>[], snapshotRoot: string, wishes: readonly MapWish[]): Promise<MadeMaps> {
    const found = await runtime();
    if (found === null) return makeMaps(wishes, () => Promise.resolve(refuse({ code: 'map-no-runtime', detail: 'onnxruntime cannot be loaded.' })));
    const maps = new found.LesionMaps({ filesOf: (model) => this.filesOf(runs, model), snapshot: () => this.snapshots.of(snapshotRoot), decoder, sha256 });
    try {
      return await makeMaps(wishes, ({ model, lesion }) => maps.of(model, lesion));
    } finally {
      await maps.close();
    }
  }

  /** The bundle of the whole network of a model; those of folds are not asked. */
  private filesOf(runs: readonly Pick<RunRow, 'id' | 'bundle' | 'config'>[], model: string): { read(path: string): Promise<Result<Uint8Array>> } | null {
    const run = runs.find(({ config }) => {
      const own = trainingConfig.parse(config);
      return own.fold === null && imageModelOf(own.model) === model;
    });
    if (run === undefined) return null;
    const { files } = bundleSummary.parse(run.bundle);
    return {
      read: (path) => {
        const listed = files.find((file) => file.path === path);
        return listed === undefined ? Promise.resolve(refuse({ code: 'bundle-file-missing', detail: `The model bundle has no ${path}.` })) : readVerified(this.storage, bundleKey(run.id, path), listed.sha256);
      },
    };
  }
}
