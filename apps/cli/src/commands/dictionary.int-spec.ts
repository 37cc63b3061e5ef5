import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseStudyDefinition } from '@echocohort/study';
import type { Command } from '../command.ts';
import { command as exportDictionary } from './dictionary-export.command.ts';
import { command as importDictionary } from './dictionary-import.command.ts';

const STUDY = resolve(__dirname, '../../../../studies/fll-liver/study.yaml');
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'dictionary-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(command: Command, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run(args, { out: (text) => void out.push(text), err: (text) => void err.push(text), cwd: folder, env: {} });
  return { code, out: out.join(''), err: err.join('') };
}

describe('echocohort dictionary', () => {
  it('takes the forms of the shipped study to REDCap and back, whole', async () => {
    const exported = await run(exportDictionary, STUDY);
    expect([exported.code, exported.err]).toEqual([0, '']);
    writeFileSync(join(folder, 'dictionary.csv'), exported.out);
    const imported = await run(importDictionary, 'dictionary.csv');
    expect([imported.code, imported.err]).toEqual([0, '']);
    const study = parseStudyDefinition(readFileSync(STUDY, 'utf8'), 'study.yaml');
    if (!study.ok) throw new Error(study.refusal.detail);
    expect(JSON.parse(imported.out)).toEqual({ forms: JSON.parse(JSON.stringify(study.value.forms)) as unknown });
  });

  it('names what a foreign dictionary has beyond a definition', async () => {
    writeFileSync(join(folder, 'foreign.csv'), 'Variable / Field Name,Form Name,Field Type,Field Label\nsize,us,text,Size\nbmi,us,calc,BMI\n');
    const { code, out, err } = await run(importDictionary, 'foreign.csv', '--lesion-forms', 'us');
    expect([code, err]).toEqual([1, expect.stringContaining('line 3\tbmi\tfield-type-unknown')]);
    expect(JSON.parse(out)).toMatchObject({ forms: [{ code: 'us', scope: 'lesion', items: [{ code: 'size' }] }] });
  });

  it.each<[string, Command, string[]]>([
    ['no name', exportDictionary, []], ['no such study', exportDictionary, ['nothing.yaml']], ['no name', importDictionary, []], ['no such file', importDictionary, ['nothing.csv']], ['no dictionary', importDictionary, [STUDY]], ['an unknown option', importDictionary, ['a.csv', '--x']],
  ])('refuses %s with one sentence', async (_, command, args) => {
    const { code, out, err } = await run(command, ...args);
    expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1]);
  });
});
