import type { ProgressEvent, ProgressRow, ReasonFacts } from '@echocohort/jobs';
import type { LocalText } from '@echocohort/kernel';

const TAKING: Readonly<Record<Extract<ProgressEvent, { kind: 'taken' }>['reason'], LocalText>> = {
  first: { zh: '首次', en: 'first' },
  resumed: { zh: '暂停后继续', en: 'resumed' },
  'handed-on': { zh: '前一训练器交出', en: 'handed on' },
  'taken-over': { zh: '前一训练器失去联系', en: 'taken over' },
};

/** Why something could not be stored or used, as far as a note names it. */
const BECAUSE: Readonly<Record<string, LocalText>> = {
  'storage-full': { zh: '存储已满', en: 'the storage is full' },
  'storage-unavailable': { zh: '存储无法写入', en: 'the storage cannot be written' },
  'checkpoint-of-another-run': { zh: '它来自另一引擎或线程数', en: 'it is of another engine or thread count' },
  'checkpoint-unreadable': { zh: '它已损坏', en: 'it is damaged' },
};

const said = (value: string | number | undefined): string => (value === undefined ? '–' : String(value));
const because = (facts: ReasonFacts): LocalText => BECAUSE[said(facts['because'])] ?? { zh: said(facts['because']), en: said(facts['because']) };

/** Notes by their code; what has no code, or one that this version does not know, is shown as it was told. */
const NOTES: Readonly<Record<string, (facts: ReasonFacts) => LocalText>> = {
  'reading-pictures': ({ pictures }) => ({ zh: `正在读取 ${said(pictures)} 幅图像`, en: `reading ${said(pictures)} pictures` }),
  'checkpoint-found': () => ({ zh: '已有检查点，从它继续训练', en: 'a checkpoint is there; the training goes on from it' }),
  'checkpoint-not-usable': (facts) => ({ zh: `检查点在此不能使用（${because(facts).zh}），训练从头开始`, en: `the checkpoint cannot be used here (${because(facts).en}); the training begins anew` }),
  'checkpoint-not-stored': (facts) => ({ zh: `检查点无法存储（${because(facts).zh}），上一个检查点保留，训练继续`, en: `the checkpoint could not be stored (${because(facts).en}); the one before stays and the training goes on` }),
  'engine-passed-over': ({ engine, reason }) => ({ zh: `未使用引擎 ${said(engine)}：${said(reason)}`, en: `engine ${said(engine)} is not used: ${said(reason)}` }),
  'drawn-outlines': ({ outlined, images }) => ({ zh: `${said(images)} 幅图像中有 ${said(outlined)} 幅按勾画的轮廓裁剪`, en: `${said(outlined)} of ${said(images)} pictures are cut by a drawn outline` }),
  'training-handed-back': ({ epoch, step }) => ({ zh: `训练在第 ${said(epoch)} 轮第 ${said(step)} 步之后中断，可从检查点继续`, en: `the training was interrupted in epoch ${said(epoch)} after ${said(step)} steps; it can be taken up again` }),
  'process-ended': ({ signal }) => ({ zh: `训练进程被系统结束（${said(signal)}），从检查点继续`, en: `the training process was ended by ${said(signal)}; the training goes on from its checkpoint` }),
  'internal-set-one-class': ({ malignant, benign }) => ({
    zh: `内部验证集有 ${said(malignant)} 个恶性、${said(benign)} 个良性病灶，无法估计 AUC：训练不会提前停止，保留最后一轮`,
    en: `the internal set holds ${said(malignant)} malignant and ${said(benign)} benign lesions, so no AUC can be estimated: training does not stop early, and the last epoch is kept`,
  }),
};

export const NOTE_CODES: readonly string[] = Object.keys(NOTES);

function noteText({ code, facts = {}, text }: Extract<ProgressEvent, { kind: 'note' }>): LocalText {
  const known = code !== undefined && Object.hasOwn(NOTES, code) ? NOTES[code] : undefined;
  return known ? known(facts) : { zh: text, en: text };
}

function startedText({ engine, version, threads, images, lesions, resumedAt }: Extract<ProgressEvent, { kind: 'started' }>): LocalText {
  const from = resumedAt ? { zh: `；从第 ${resumedAt.epoch} 轮第 ${resumedAt.step} 步之后继续`, en: `; goes on in epoch ${resumedAt.epoch} after ${resumedAt.step} steps` } : { zh: '', en: '' };
  return { zh: `${engine}（${version}），${threads} 线程，${lesions} 个病灶的 ${images} 幅图像${from.zh}`, en: `${engine} (${version}), ${threads} threads, ${images} pictures of ${lesions} lesions${from.en}` };
}

/** A line of the log in words, in both languages. */
export function logLineOf({ event }: Pick<ProgressRow, 'event'>): LocalText {
  switch (event.kind) {
    case 'taken':
      return { zh: `${event.trainer} 接手训练（${TAKING[event.reason].zh}）`, en: `${event.trainer} took the training (${TAKING[event.reason].en})` };
    case 'started':
      return startedText(event);
    case 'step': {
      const [loss, pace, speed] = [event.loss.toFixed(4), event.secondsPerStep.toFixed(2), event.imagesPerSecond.toFixed(0)];
      return {
        zh: `第 ${event.epoch} / ${event.epochs} 轮，第 ${event.step} / ${event.steps} 步：损失 ${loss}，每步 ${pace} 秒，${speed} 幅/秒`,
        en: `epoch ${event.epoch} of ${event.epochs}, step ${event.step} of ${event.steps}: loss ${loss}, ${pace} s a step, ${speed} pictures/s`,
      };
    }
    case 'epoch': {
      const [loss, auc, speed] = [event.loss.toFixed(4), event.internalAuc?.toFixed(3), event.imagesPerSecond.toFixed(0)];
      return {
        zh: `第 ${event.epoch} / ${event.epochs} 轮完成：损失 ${loss}，内部 AUC ${auc ?? '未知'}，${speed} 幅/秒`,
        en: `epoch ${event.epoch} of ${event.epochs} done: loss ${loss}, internal AUC ${auc ?? 'not known'}, ${speed} pictures/s`,
      };
    }
    case 'checkpoint':
      return { zh: `检查点已存：第 ${event.epoch} 轮，其中已完成 ${event.step} 步`, en: `checkpoint stored: epoch ${event.epoch}, ${event.step} steps of it done` };
    case 'note':
      return noteText(event);
  }
}
