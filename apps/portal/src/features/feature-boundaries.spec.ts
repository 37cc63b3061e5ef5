import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

const FEATURES = join(process.cwd(), 'apps/portal/src/features');

const sources = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts'));
const importsOf = (name: string): string[] => [...readFileSync(join(FEATURES, name), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
const featureOf = (name: string): string => name.split('/')[0] ?? '';

describe('what a feature may import', () => {
  it('never another feature', () => {
    const crossing = sources.filter((name) => importsOf(name).some((path) => path.startsWith('.') && !normalize(join(name, '..', path)).startsWith('..') && featureOf(normalize(join(name, '..', path))) !== featureOf(name)));
    expect(crossing).toEqual([]);
  });

  it('in the panel only the reading contract, so that nothing there can name pathology', () => {
    const panel = sources.filter((name) => featureOf(name) === 'panel');
    expect(panel.length).toBeGreaterThan(5);
    expect(panel.filter((name) => importsOf(name).includes('@echocohort/contracts'))).toEqual([]);
  });
});
