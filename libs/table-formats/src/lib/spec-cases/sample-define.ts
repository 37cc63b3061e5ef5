import type { Dataset, DefineSource } from '../../index.ts';

/** What a Define-XML document of the sample is made from: all origins, one table without transport files if there are several. */
export const sampleDefine = (dataset: Dataset): DefineSource => ({
  dataset, fileOid: 'sample.define', madeOf: { en: 'Root of the snapshot: 00ff.', zh: '快照根：00ff。' }, hasTransport: () => true, onePerSubject: (table) => table === 'participants',
  originOf: (_, column) => (column === 'max_diameter' ? { type: 'Derived', source: 'Sponsor', method: { code: 'diameter', name: 'Largest diameter', text: { en: 'Longest line.', zh: '最长径线。' } } } : column === 'subject' ? { type: 'Assigned', source: 'Sponsor' } : { type: 'Collected', source: 'Investigator', description: { en: 'Form clinical', zh: '临床表单' } }),
});
