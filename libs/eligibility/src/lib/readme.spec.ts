import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ELIGIBILITY_RULES } from '../index.ts';

it('the README lists every rule with its source and file', () => {
  const files = readdirSync(join(__dirname, 'rules'));
  const rows = readFileSync(join(__dirname, '../../README.md'), 'utf8').split('\n').filter((line) => /^\| (INC|EXC)-/.test(line));
  const expected = ELIGIBILITY_RULES.map(({ code, source, group, name }) => {
    const file = files.find((entry) => entry.startsWith(`${code.toLowerCase()}-`)) ?? 'no file';
    return `| ${code} | ${name.en} | ${source} | ${group} | \`${file}\` |`;
  });
  expect(rows).toEqual(expected);
  expect(files).toHaveLength(ELIGIBILITY_RULES.length);
});
