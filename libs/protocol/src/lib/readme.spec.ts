import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SLOT_CHECKS } from '../index.ts';

it('the README lists every check with its weight, source and rule, in order', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows).toEqual(SLOT_CHECKS.map(({ code, severity, source, rule }) => `| \`${code}\` | ${severity} | ${source} | ${rule} |`));
});
