export const queriesPageWords = {
  title: { zh: '{open} 条待回答 · {answered} 条待关闭', en: '{open} to answer · {answered} to close' },
  loading: { zh: '质疑', en: 'Queries' },
  all: { zh: '全部', en: 'All' },
  open: { zh: '待回答', en: 'Open' },
  answered: { zh: '已回答', en: 'Answered' },
  closed: { zh: '已关闭', en: 'Closed' },
  empty: { zh: '没有质疑', en: 'No queries' },
  emptyWhy: { zh: '审核组提出的质疑会出现在这里。', en: 'What the panel asks appears here.' },
  more: { zh: '更多', en: 'More' },
  filter: { zh: '状态', en: 'Status' },
} as const;
