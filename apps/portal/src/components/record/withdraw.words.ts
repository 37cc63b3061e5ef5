export const withdrawWords = {
  withdraw: { zh: '受试者退出', en: 'Withdraw the patient' },
  why: { zh: '该受试者的所有病灶将退出研究，此操作不可撤销。已锁定的快照保持原样，统计师会看到涉及的快照并可生成后继快照。', en: 'All lesions of this patient leave the study; this cannot be undone. Locked snapshots stay as they were signed; statisticians see which are concerned and can make successors.' },
  reason: { zh: '原因（勿写姓名等身份信息）', en: 'Reason (no names or numbers of the patient)' },
  done: { zh: '{n} 个病灶已退出。', en: '{n} {n|lesion|lesions} withdrawn.' },
  inNone: { zh: '没有快照包含这些病灶。', en: 'No locked snapshot holds them.' },
  inSnapshot: { zh: '所在快照：', en: 'In the snapshot' },
  inModel: { zh: '所用模型：', en: 'In the model' },
} as const;
