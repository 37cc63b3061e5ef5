export const noticesWords = {
  bell: { zh: '通知', en: 'Notices' },
  bellUnread: { zh: '通知，{n} 条未读', en: 'Notices, {n} unread' },
  none: { zh: '还没有通知', en: 'No notice yet' },
  noneWhy: { zh: '您开始的训练结束或失败时，会在这里告诉您。', en: 'When a training that you started ends or fails, it says so here.' },
  readAll: { zh: '全部标为已读', en: 'Mark all as read' },
  read: { zh: '标为已读', en: 'Mark as read' },
  unread: { zh: '未读', en: 'unread' },
  'run-finished': { zh: 'Model-{model} 训练完成', en: 'Model-{model} has finished training' },
  'run-failed': { zh: 'Model-{model} 训练失败', en: 'The training of Model-{model} failed' },
  'cross-validation-finished': { zh: 'Model-{model} 的交叉验证完成', en: 'The cross-validation of Model-{model} has finished' },
  'cross-validation-failed': { zh: 'Model-{model} 交叉验证的第 {fold} 折失败', en: 'Fold {fold} in the cross-validation of Model-{model} failed' },
} as const;
