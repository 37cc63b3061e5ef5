export const dataWords = {
  copy: { zh: '点击复制', en: 'Click to copy' },
  copied: { zh: '已复制', en: 'Copied' },
  csv: { zh: '下载所见为 CSV', en: 'CSV of what you see' },
  rows: { zh: '{n} 行', en: '{n} {n|row|rows}' },
  justNow: { zh: '刚刚', en: 'just now' },
  sort: { zh: '排序', en: 'Sort' },
} as const;
