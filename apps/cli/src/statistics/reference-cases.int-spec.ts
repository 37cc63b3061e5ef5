import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADAPTERS } from './adapters.ts';
import { readCaseFile, type CaseFile, type ReferenceCase } from './case-file.ts';
import { checkCase } from './check-case.ts';
import { readTable } from './read-table.ts';

const folder = join(__dirname, '..', '..', '..', '..', 'libs', 'statistics', 'test-files');
const files = readdirSync(join(folder, 'cases')).map((name): CaseFile => {
  const file = readCaseFile(readFileSync(join(folder, 'cases', name), 'utf8'));
  if (file === null) throw new Error(`${name} has another form`);
  return file;
});
const cases = files.flatMap((file) => file.cases.map((entry): [string, ReferenceCase, CaseFile] => [`${file.method}/${entry.id}`, entry, file]));

describe('the statistics against R, case by case', () => {
  it.each(cases)('%s', (_name, entry, file) => {
    const { id, call, note, tags } = entry;
    const siblings = file.cases.filter((other) => other !== entry).map((other) => ({ id: other.id, input: other.input }));
    const context = { id, call, note, tags, siblings, table: (csv: string) => readTable(readFileSync(join(folder, 'data', csv), 'utf8')) };
    expect(checkCase(entry, ADAPTERS.find(({ method }) => method === file.method), context, file.tolerance)).toEqual([]);
  });
});
