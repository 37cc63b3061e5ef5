export const auditWords = {
  title: { zh: '审计记录', en: 'Audit trail' },
  lead: { zh: '只增不改；每一条都以哈希链接前一条。', en: 'Append-only; each event is chained to the one before by its hash.' },
  seq: { zh: '序号', en: 'No.' },
  at: { zh: '时间', en: 'Time' },
  actor: { zh: '人员', en: 'Person' },
  type: { zh: '事件', en: 'Event' },
  facts: { zh: '内容', en: 'Facts' },
  filter: { zh: '按事件类型筛选', en: 'Filter by event type' },
  export: { zh: '导出全部（NDJSON）', en: 'Export all (NDJSON)' },
  exportWhy: { zh: '离线核验：npx echocohort audit verify audit.ndjson', en: 'To check it offline: npx echocohort audit verify audit.ndjson' },
  empty: { zh: '没有事件', en: 'No event' },
} as const;
