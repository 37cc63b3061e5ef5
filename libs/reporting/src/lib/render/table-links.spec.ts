import type { TableBlock } from '../content/report-content.ts';
import { reportHtml, tableHtml } from './html.ts';

const table: TableBlock = {
  kind: 'table', name: 'stard', title: 'Items', columns: [{ title: 'Item' }, { title: 'Proof' }], rows: [{ cells: ['1', { text: 'Table 2', target: 'flow' }] }],
  facts: { method: 'm', n: '1', unit: 'lesion', source: 'SNAPSHOT.json', level: null }, notes: [],
};

describe('links of a table', () => {
  it('lead within the report where the table stands in it', () => {
    const content = { language: 'en' as const, title: 'T', subtitle: 'S', identity: [], lockedAt: new Date(0), sections: [{ name: 'stard', title: 'STARD', blocks: [table, { ...table, name: 'flow' }] }] };
    const page = reportHtml(content);
    expect(page).toContain('<a href="#flow">Table 2</a>');
    expect(page).toContain('id="flow"');
  });
  it.each(['en', 'zh'] as const)('lead from the table\'s own page back to the report of its language (%s)', (language) => {
    expect(tableHtml(table, 'Table 1', { language })).toContain(`<a href="../report.${language}.html#flow">Table 2</a>`);
  });
});
