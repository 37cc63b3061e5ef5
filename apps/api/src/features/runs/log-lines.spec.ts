import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressEvent } from '@echocohort/jobs';
import { logLineOf, NOTE_CODES } from './log-lines.ts';

const note = (code: string | undefined, text: string, facts = {}): ProgressEvent => ({ kind: 'note', text, ...(code === undefined ? {} : { code, facts }) });

describe('a line of the log', () => {
  it.each<[ProgressEvent, string, string]>([
    [{ kind: 'taken', trainer: 'one', reason: 'taken-over' }, 'one took the training (taken over)', 'one 接手训练（前一训练器失去联系）'],
    [{ kind: 'started', engine: 'wasm', version: 'tfjs 4', threads: 2, images: 9, lesions: 3, resumedAt: { epoch: 2, step: 7 } }, 'goes on in epoch 2 after 7 steps', '从第 2 轮第 7 步之后继续'],
    [{ kind: 'started', engine: 'wasm', version: 'tfjs 4', threads: 2, images: 9, lesions: 3, resumedAt: null }, '9 pictures of 3 lesions', '3 个病灶的 9 幅图像'],
    [{ kind: 'step', epoch: 1, epochs: 4, step: 3, steps: 9, loss: 1, imagesPerSecond: 8, secondsLeft: 4, secondsPerStep: 0.5, memoryMb: 90 }, 'epoch 1 of 4, step 3 of 9: loss 1.0000', '第 1 / 4 轮，第 3 / 9 步：损失 1.0000'],
    [{ kind: 'epoch', epoch: 2, epochs: 4, loss: 1, internalAuc: null, imagesPerSecond: 9, secondsLeft: 1 }, 'internal AUC not known', '内部 AUC 未知'],
    [{ kind: 'checkpoint', epoch: 2, step: 7 }, 'checkpoint stored: epoch 2, 7 steps', '第 2 轮，其中已完成 7 步'],
    [note(undefined, 'as it was told'), 'as it was told', 'as it was told'],
    [note('from-a-later-version', 'as it was told'), 'as it was told', 'as it was told'],
    [note('checkpoint-not-stored', '', { because: 'storage-full' }), '(the storage is full)', '（存储已满）'],
    [note('internal-set-one-class', '', { malignant: 0, benign: 4 }), '0 malignant and 4 benign', '0 个恶性、4 个良性'],
  ])('says %j in both languages', (event, english, chinese) => {
    expect(logLineOf({ event }).en).toContain(english);
    expect(logLineOf({ event }).zh).toContain(chinese);
  });

  it('knows every note that a trainer tells', () => {
    const told = ['train-to-storage', 'training-events', 'work-on-training'].flatMap((name) =>
      [...readFileSync(join(process.cwd(), `apps/trainer/src/lib/${name}.ts`), 'utf8').matchAll(/note\('([a-z-]+)'/g)].map(([, code]) => code ?? ''));
    expect(told.length).toBeGreaterThan(6);
    expect(told.filter((code) => !NOTE_CODES.includes(code))).toEqual([]);
  });
});
