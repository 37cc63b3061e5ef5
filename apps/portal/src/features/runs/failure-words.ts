import type { LocalText } from '@echocohort/kernel';

/** What a training's refusal means to the person who started it, and what to do about it. */
export interface FailureWords {
  readonly what: LocalText;
  readonly next: LocalText;
}

const damaged: LocalText = { zh: '用验证命令核对导出或存储，请管理员从备份恢复该文件，然后重新开始训练。', en: 'Verify the storage; have the administrator restore the file from the backup, then train again.' };
const otherSettings: LocalText = { zh: '用更小的批、图像或宽度重新开始。', en: 'Start again with a smaller batch, picture or width.' };
const answerNeeded: LocalText = { zh: '补齐记录后锁定新的快照，再从它训练。', en: 'Complete the record, lock a new snapshot and train from that one.' };

/** Keyed by the stable code that the training engine or the trainer gives; the engine's own sentence follows it on the page. */
export const FAILURE_WORDS: Readonly<Record<string, FailureWords>> = {
  'loss-not-finite': { what: { zh: '损失不再是数值，训练已停止，最后一个完好的检查点仍在。', en: 'The loss was no number any more. The training stopped; its last good checkpoint is kept.' }, next: { zh: '查看该批病灶的图像，或减小学习率后重新开始。', en: 'Look at the pictures of the lesions in that batch, or start again with a smaller learning rate.' } },
  'score-not-finite': { what: { zh: '训练出的网络给出的得分不是数值。', en: 'The trained network gives scores that are no numbers.' }, next: { zh: '换一个种子或减小学习率后重新开始。', en: 'Start again with another seed or a smaller learning rate.' } },
  'out-of-memory': { what: { zh: '引擎内存不足。', en: 'The engine ran out of memory.' }, next: otherSettings },
  'memory-too-small': { what: { zh: '训练器的空闲内存不足，训练没有开始。', en: 'The trainer has too little free memory; the training did not begin.' }, next: otherSettings },
  'training-process-ended': { what: { zh: '训练进程意外结束。', en: 'The training process ended by itself.' }, next: { zh: '多半是内存耗尽：用更小的批或图像重新开始；若再次发生，请管理员查看训练器日志。', en: 'Memory most likely ran out: start again with a smaller batch or picture. If it happens again, the administrator finds the cause in the log of the trainer.' } },
  'training-set-one-class': { what: { zh: '训练集只有一类病灶，无法学习区分。', en: 'The training set holds lesions of one class only, so there is nothing to tell apart.' }, next: { zh: '重新定义队列，使训练集同时含良性与恶性病灶。', en: 'Define the cohort so that its training set holds benign and malignant lesions.' } },
  'internal-set-one-class': { what: { zh: '内部验证集只有一类病灶，而 Model-LBC 由它拟合。', en: 'The internal set holds one class only, and Model-LBC is fitted to it.' }, next: { zh: '重新划分队列，或训练 Model-LB。', en: 'Split the cohort anew, or train Model-LB.' } },
  'outcome-missing': { what: { zh: '有病灶在快照中没有结局。', en: 'A lesion has no outcome in the snapshot.' }, next: answerNeeded },
  'no-picture': { what: { zh: '有病灶缺少训练所需的图像。', en: 'A lesion lacks a picture that the training needs.' }, next: answerNeeded },
  'lesion-image-missing': { what: { zh: '有病灶缺少一个必需切面的图像，而得分是其全部病灶图像的平均。', en: 'A lesion lacks the picture of a slot, and its score is the mean over all of its lesion pictures.' }, next: answerNeeded },
  'background-image-missing': { what: { zh: '有病灶没有肝脏背景图像，而 Model-LB 需要。', en: 'A lesion has no picture of the liver background, which Model-LB needs.' }, next: { zh: '训练 Model-L，或补齐图像后锁定新的快照。', en: 'Train Model-L, or add the picture and lock a new snapshot.' } },
  'lesion-image-twice': { what: { zh: '快照中有病灶的同一切面有两幅图像，无法断定用哪一幅。', en: 'A lesion has two pictures in one slot, and nobody says which of them counts.' }, next: answerNeeded },
  'background-image-twice': { what: { zh: '快照中有病灶的同一肝脏背景切面有两幅图像，无法断定用哪一幅。', en: 'A lesion has two pictures in one slot of the liver background, and nobody says which of them counts.' }, next: answerNeeded },
  'snapshot-lesion-twice': { what: { zh: '快照的病灶表把同一病灶列了两次。', en: 'The table of lesions in the snapshot lists one of them twice.' }, next: damaged },
  'snapshot-split-twice': { what: { zh: '快照的划分表把同一病灶分配了两次。', en: 'The split in the snapshot assigns a lesion twice.' }, next: damaged },
  'patient-in-two-sets': { what: { zh: '同一患者的病灶分在两个集中，模型会在它学过的患者上被评价。', en: 'Lesions of one patient are in two sets, so the model would be judged on a patient that it learned from.' }, next: { zh: '按患者重新划分队列，锁定新的快照，再训练。', en: 'Split the cohort by patient, lock a new snapshot and train from it.' } },
  'no-background-slots': { what: { zh: '采集方案没有肝脏背景切面，而 Model-LB 需要。', en: 'The protocol has no slot for the liver background, which Model-LB needs.' }, next: { zh: '训练 Model-L。', en: 'Train Model-L.' } },
  'background-types-missing': { what: { zh: '训练集的肝脏背景只有一种类型，Model-LB 的背景分支无法学习。', en: 'The training lesions share one type of liver background, so the background branch of Model-LB has nothing to learn.' }, next: { zh: '训练 Model-L。', en: 'Train Model-L.' } },
  'no-factors': { what: { zh: '研究没有标出候选因素，Model-LBC 没有可加入的内容。', en: 'The study marks no candidate factor, so there is nothing for Model-LBC to add.' }, next: { zh: '训练 Model-LB。', en: 'Train Model-LB.' } },
  'no-lesion-slots': { what: { zh: '采集方案没有病灶切面。', en: 'The protocol has no slot for the lesion.' }, next: { zh: '请管理员修正研究定义，再锁定新的快照。', en: 'Have the administrator mend the study definition, then lock a new snapshot.' } },
  'roi-outside-image': { what: { zh: '有勾画的区域超出图像。', en: 'A drawn region reaches outside its picture.' }, next: { zh: '在该图像上重新勾画，锁定新的快照，再训练。', en: 'Draw it again on that picture, lock a new snapshot and train from it.' } },
  'roi-too-small': { what: { zh: '有勾画的区域小于两个像素。', en: 'A drawn region is smaller than two pixels.' }, next: { zh: '在该图像上重新勾画，锁定新的快照，再训练。', en: 'Draw it again on that picture, lock a new snapshot and train from it.' } },
  'outline-unreadable': { what: { zh: '快照中的勾画表无法读取。', en: 'The table of outlines in the snapshot cannot be read.' }, next: damaged },
  'snapshot-leaf-differs': { what: { zh: '快照中有一个文件与锁定时不同，没有用它训练。', en: 'A file of the snapshot is not the one that was locked; nothing was trained from it.' }, next: damaged },
  'snapshot-leaf-missing': { what: { zh: '快照缺少一个文件。', en: 'A file of the snapshot is missing.' }, next: damaged },
  'snapshot-root-differs': { what: { zh: '存储中的快照不是所要的那一个。', en: 'The snapshot in the storage is not the one that was asked for.' }, next: damaged },
  'engine-unavailable': { what: { zh: '所选的训练引擎不能使用，也没有用别的引擎代替。', en: 'The chosen engine cannot be used, and no other took its place.' }, next: { zh: '请管理员在训练器上运行 npm run install-engine，或选择“自动”。', en: 'Have the administrator run npm run install-engine on the trainer, or choose the engine "auto".' } },
  'checkpoint-unreadable': { what: { zh: '检查点已损坏，不能继续。', en: 'The checkpoint is damaged, so the training cannot go on from it.' }, next: { zh: '重新开始训练。', en: 'Start the training anew.' } },
  'checkpoint-of-another-run': { what: { zh: '检查点属于另一引擎或线程数的训练。', en: 'The checkpoint was made with another engine or thread count.' }, next: { zh: '换用同样的训练器继续，或重新开始。', en: 'Let a trainer of the same kind go on, or start anew.' } },
  'checkpoint-disk-full': { what: { zh: '磁盘已满，检查点无法写入；上一个检查点仍完好。', en: 'The disk was full when the checkpoint was written; the one before is whole.' }, next: { zh: '请管理员腾出空间，然后继续。', en: 'Have the administrator free some space, then go on.' } },
  'checkpoint-not-stored': { what: { zh: '检查点无法存储；上一个检查点仍完好。', en: 'The checkpoint could not be stored; the one before is whole.' }, next: { zh: '请管理员检查对象存储，然后继续。', en: 'Have the administrator look at the object storage, then go on.' } },
  'weights-file-unreadable': { what: { zh: '初始权重文件无法读取。', en: 'The file of initial weights cannot be read.' }, next: { zh: '按 safetensors 格式重新导出，或不用初始权重。', en: 'Export it again as safetensors, or start without it.' } },
  'weights-wrong-shape': { what: { zh: '初始权重与网络宽度不符。', en: 'The initial weights do not fit the width of the network.' }, next: { zh: '使用相同宽度的权重，或更改宽度。', en: 'Use weights of the same width, or change the width.' } },
  'trainers-lost': { what: { zh: '训练器接连中断，训练已放弃。', en: 'One trainer after the other ended in the middle of it, so the training was given up.' }, next: { zh: '多半是内存耗尽：用更小的批、图像或宽度重新开始；否则请管理员查看训练器。', en: 'Memory most likely ran out: start again with a smaller batch, picture or width. Else have the administrator look at the trainers.' } },
  'trainer-lost': { what: { zh: '训练器在试算途中中断。', en: 'The trainer ended in the middle of the dry run.' }, next: { zh: '再次试算；若内存不足，用更小的批、图像或宽度。', en: 'Ask for the dry run again; where memory ran out, with a smaller batch, picture or width.' } },
  'too-few-steps': { what: { zh: '这次训练只有一步，无从计时。', en: 'This training has a single step, too few to time.' }, next: { zh: '直接开始即可。', en: 'Just start it.' } },
  'weights-not-finite': { what: { zh: '初始权重文件含有不是数值的值。', en: 'The file of initial weights holds a value that is no number.' }, next: { zh: '重新导出该文件，或不用初始权重。', en: 'Export it again, or start without it.' } },
  'factor-unknown': { what: { zh: '配置所指的因素不在研究的分析变量中。', en: 'The study has no analysis variable of the name that the configuration gives.' }, next: { zh: '更正因素名称后重新开始。', en: 'Mend the name of the factor and start again.' } },
  'storage-full': { what: { zh: '存储已满，模型未能存入，没有登记模型。', en: 'The storage was full, so the model could not be stored; none was registered.' }, next: { zh: '请管理员腾出空间，然后重新开始。', en: 'Have the administrator free some space, then start again.' } },
  'storage-unavailable': { what: { zh: '存储无法读写。', en: 'The storage could not be read or written.' }, next: { zh: '请管理员检查对象存储，然后重新开始。', en: 'Have the administrator look at the object storage, then start again.' } },
  'object-not-found': { what: { zh: '存储中缺少训练所需的一个对象（快照或初始权重）。', en: 'An object that the training needs (of the snapshot, or the initial weights) is not in the storage.' }, next: damaged },
  'snapshot-study-unreadable': { what: { zh: '快照中的研究定义无法读取。', en: 'The study definition in the snapshot cannot be read.' }, next: damaged },
  'weights-file-differs': { what: { zh: '初始权重文件与其摘要不符。', en: 'The file of initial weights is not the one that its digest names.' }, next: damaged },
  'bundle-digest-differs': { what: { zh: '模型包与训练器登记的摘要不符，没有登记模型。', en: 'The model bundle is not the one that the trainer told of; no model was registered.' }, next: damaged },
  'bundle-file-differs': { what: { zh: '模型包中有文件缺失或被改动，没有登记模型。', en: 'A file of the model bundle is missing or was changed; no model was registered.' }, next: damaged },
  'bundle-record-unreadable': { what: { zh: '模型包没有可读的训练记录，没有登记模型。', en: 'The model bundle holds no readable record of its training; no model was registered.' }, next: damaged },
  'metrics-unreadable': { what: { zh: '训练器给出的结果无法读取，没有登记模型。', en: 'The figures that the trainer sent cannot be read; no model was registered.' }, next: { zh: '请管理员把训练器更新到与服务器相同的版本，然后重新开始。', en: 'Have the administrator bring the trainer to the version of the server, then start again.' } },
  'config-not-valid': { what: { zh: '配置不能使用。', en: 'The configuration cannot be used.' }, next: { zh: '更正所指出的设置后重新开始。', en: 'Mend the setting that is named below and start again.' } },
};

/** Where nobody wrote words for a code. */
const UNKNOWN: FailureWords = {
  what: { zh: '训练因下述原因停止。', en: 'The training stopped for the reason below.' },
  next: { zh: '若原因不在设置或数据，请把代码告知管理员。', en: 'If neither the settings nor the data explain it, give the code to the administrator.' },
};

/** The words for a code; a code that this version does not know gets the sentence that points at the engine's own. */
export const failureWords = (code: string): FailureWords => (Object.hasOwn(FAILURE_WORDS, code) ? (FAILURE_WORDS[code] ?? UNKNOWN) : UNKNOWN);
