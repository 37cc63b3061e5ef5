import { frozen, isCaseState } from '@echocohort/case-state';
import type { TextBox } from '@echocohort/contracts';
import { counted } from '@echocohort/kernel';
import { appendAudit, approvedBoxes, Database, findImage, holdCase, insertFindings, insertTextCheck, uncheckedImages, type ImageRow, type Tx, type UncheckedImage } from '@echocohort/persistence';
import { objectKey, readVerified, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { RepeatedTask } from '../../jobs/job-registry.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import type { Log } from '../../platform/log.ts';
import { LOG, STORAGE } from '../../platform/tokens.ts';
import { advanceCase, loadCase } from '../cases/case-progress.ts';
import { followEligibility } from '../eligibility/eligibility-change.ts';
import { undecidedBoxes } from './harmless-boxes.ts';
import { TextSearch, type TextPlaces } from './text-search.ts';

export const TEXT_FINDING = 'text-inside-region';
const BATCH = 50;
const LOST: ReadonlySet<string> = new Set(['object-not-found', 'content-differs']);
const NOTHING: TextPlaces = { boxes: [], searchedFrames: 0 };

const finding = (boxes: readonly TextBox[], searchedFrames: number) => ({
  code: TEXT_FINDING,
  severity: 'blocks',
  evidence: { boxes, searchedFrames },
  sentence: {
    zh: `图像区域内有文字（${boxes.length} 处），须由人判定：无害则说明理由，否则更换图像`,
    en: `There is text inside the picture (${counted(boxes.length, 'place')}); a person decides: harmless, with a reason, or another picture`,
  },
});

/** What a search came to, for one image. */
interface Searched {
  readonly places: TextPlaces;
  readonly problem: string | null;
}

/**
 * Looks for text in stored images, as a second check behind the centre's own: what is found blocks the slot until a data
 * manager or the centre has decided. Places are kept and logged as counts; what was read is neither.
 */
@Injectable()
export class TextCheckTask implements RepeatedTask {
  readonly name = 'text-check';
  readonly everySeconds = 3600;

  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly texts: TextSearch,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const first = await this.next();
    // Without a picture to search nothing is loaded: the networks and their runtime hold a third of the worker's memory.
    if (first.length === 0) return;
    if (!(await this.texts.available())) {
      this.log.warn({ task: this.name }, 'text inside images is not searched for: the text model or its runtime is not installed');
      return;
    }
    let [checked, found, impossible] = [0, 0, 0];
    for (let batch = first; batch.length > 0; batch = await this.next()) {
      for (const image of batch) {
        const searched = await this.search(image);
        if (await this.keep(image, searched)) found += 1;
        checked += 1;
        if (searched.problem !== null) impossible += 1;
      }
    }
    if (checked > 0) this.log.info({ task: this.name, checked, found, impossible }, 'searched images for text');
  }

  private next(): Promise<UncheckedImage[]> {
    return this.database.system((tx) => uncheckedImages(tx, BATCH));
  }

  private async search({ sha256 }: UncheckedImage): Promise<Searched> {
    const bytes = await readVerified(this.storage, objectKey(sha256), sha256);
    // A storage that does not answer stops the round; one lost or changed object must not keep all others from being searched.
    if (!bytes.ok && !LOST.has(bytes.refusal.code)) throw new Error(`the storage cannot be read: ${bytes.refusal.code}`);
    if (!bytes.ok) return { places: NOTHING, problem: bytes.refusal.code };
    const places = await this.texts.search(bytes.value);
    return places.ok ? { places: places.value, problem: null } : { places: NOTHING, problem: places.refusal.code };
  }

  /** Keeps the check and, where text stands that nobody has called harmless, the finding; true when there is one. */
  private keep({ id, caseId }: UncheckedImage, { places, problem }: Searched): Promise<boolean> {
    return this.database.system(async (tx) => {
      const row = await holdCase(tx, caseId);
      const image = await findImage(tx, id);
      if (row === null || image === null) throw new Error('a case or image is gone');
      // Replaced or locked since: there is nothing left to block.
      const shut = image.supersededAt !== null || (isCaseState(row.state) && frozen(row.state) !== null);
      const boxes = undecidedBoxes(places.boxes, places.boxes.length > 0 ? await approvedBoxes(tx, row.code, image.sha256) : null);
      const first = await insertTextCheck(tx, { imageId: id, centre: image.centre, searchedFrames: places.searchedFrames, found: boxes.length, problem });
      if (!first || shut || boxes.length === 0) return false;
      await this.block(tx, image, row, boxes, places.searchedFrames);
      return true;
    });
  }

  private async block(tx: Tx, image: ImageRow, row: NonNullable<Awaited<ReturnType<typeof holdCase>>>, boxes: readonly TextBox[], searchedFrames: number): Promise<void> {
    const study = await this.study.required(tx);
    const before = (await loadCase(tx, study, row)).content;
    await insertFindings(tx, image, [finding(boxes, searchedFrames)]);
    await appendAudit(tx, studyRef(study), { type: 'image.text-found', centre: row.centre, case: row.code, payload: { slot: image.slot, image: image.sha256, boxes: boxes.length, searchedFrames } });
    const moved = await advanceCase(tx, study, row, 'images-changed', 'image.text-found');
    if (!moved.ok) throw new Error(`the case took no finding: ${moved.refusal.code}`);
    await followEligibility(tx, study, row, before, moved.value.content);
  }
}
