import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILURE_WORDS, failureWords } from './failure-words.ts';

const SOURCES = ['libs/training/src/lib', 'libs/jobs/src/lib'].map((folder) => join(process.cwd(), folder));

/** Every code with which the training engine or the queue can end a training, read from their sources. */
const codesOfTheEngine = (): string[] => SOURCES.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(spec|int-spec)\.ts$/.test(name))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/(?:refuse\(|= )\{ code: '([a-z-]+)', detail/g)].map(([, code]) => code ?? '')));

/** Refusals that end no run: a person asked for them, or they concern a dry run or files that the service does not hand in. */
const NOT_AN_END = ['training-cancelled', 'training-handed-back', 'no-epoch', 'weights-do-not-fit', 'image-size-differs'];

/** Codes that are put together in the engine, or come up from the storage. */
const OTHERS = ['lesion-image-missing', 'background-image-missing', 'lesion-image-twice', 'background-image-twice', 'storage-full', 'storage-unavailable', 'object-not-found', 'training-process-ended'];

describe('why a training ended, in words', () => {
  it('finds the codes of the engine', () => expect(new Set(codesOfTheEngine()).size).toBeGreaterThan(20));
  it.each([...new Set([...codesOfTheEngine(), ...OTHERS])].filter((code) => !NOT_AN_END.includes(code)))('%s says what happened and what to do', (code) => expect(Object.keys(FAILURE_WORDS)).toContain(code));
  it.each(Object.entries(FAILURE_WORDS))('%s stands in both languages', (_, { what, next }) => {
    for (const text of [what, next]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/^[A-Z].*[.!]$/);
    }
  });
  it('leaves no unknown code without words', () => expect(failureWords('never-heard-of').what.en).toContain('reason below'));
});
