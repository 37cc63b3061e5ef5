import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillWords, placesOf, LOCALES, type Words } from './fill-words.ts';
import { boardWords } from '../../features/board/board.words.ts';
import { formWords } from '../../features/board/form.words.ts';
import { pathologyWords } from '../../features/board/pathology.words.ts';
import { auditWords } from '../../features/audit/audit.words.ts';
import { casesWords } from '../../features/cases/cases.words.ts';
import { cohortsWords } from '../../features/cohorts/cohorts.words.ts';
import { homeWords } from '../../features/home/home.words.ts';
import { analysesWords } from '../../features/analyses/analyses.words.ts';
import { outlinesWords } from '../../features/outlines/outlines.words.ts';
import { modelProofWords } from '../../features/model-proof/model-proof.words.ts';
import { noticesWords } from '../../features/notices/notices.words.ts';
import { panelWords } from '../../features/panel/panel.words.ts';
import { peopleWords } from '../../features/people/people.words.ts';
import { queriesPageWords } from '../../features/queries/queries-page.words.ts';
import { failuresWords } from '../../features/run-failures/failures.words.ts';
import { runsWords } from '../../features/runs/runs.words.ts';
import { foldsWords } from '../../features/runs/folds/folds.words.ts';
import { queueWords } from '../../features/runs/queue/queue.words.ts';
import { startWords } from '../../features/runs/start/start.words.ts';
import { opinionWords } from '../../features/second-opinion/opinion.words.ts';
import { sealingWords } from '../../features/sealing/sealing.words.ts';
import { setupWords } from '../../features/setup/setup.words.ts';
import { agreementWords } from '../../features/snapshots/agreement.words.ts';
import { downloadWords } from '../../features/snapshots/download.words.ts';
import { releaseWords } from '../../features/snapshots/release.words.ts';
import { snapshotsWords } from '../../features/snapshots/snapshots.words.ts';
import { studyWords } from '../../features/study/study.words.ts';
import { tokensWords } from '../../features/tokens/tokens.words.ts';
import { templatesWords } from '../../features/templates/templates.words.ts';
import { outlineWords } from '../../features/upload/outline.words.ts';
import { reviewWords } from '../../features/upload/review.words.ts';
import { uploadWords } from '../../features/upload/upload.words.ts';
import { PROBLEM_WORDS } from '../api/problem-words.ts';
import { dataWords } from '../data/data.words.ts';
import { drawingWords } from '../drawing/drawing.words.ts';
import { withdrawWords } from '../record/withdraw.words.ts';
import { queryWords } from '../queries/queries.words.ts';
import { sessionWords } from '../session/session.words.ts';
import { shellWords } from '../shell/shell.words.ts';

const DICTIONARIES: Readonly<Record<string, Words>> = {
  'board.words.ts': boardWords, 'form.words.ts': formWords, 'pathology.words.ts': pathologyWords, 'audit.words.ts': auditWords, 'cases.words.ts': casesWords,
  'cohorts.words.ts': cohortsWords, 'home.words.ts': homeWords, 'panel.words.ts': panelWords, 'people.words.ts': peopleWords, 'queries-page.words.ts': queriesPageWords,
  'runs.words.ts': runsWords, 'setup.words.ts': setupWords, 'snapshots.words.ts': snapshotsWords, 'study.words.ts': studyWords, 'tokens.words.ts': tokensWords,
  'upload.words.ts': uploadWords, 'review.words.ts': reviewWords, 'outline.words.ts': outlineWords, 'templates.words.ts': templatesWords, 'data.words.ts': dataWords, 'queries.words.ts': queryWords, 'session.words.ts': sessionWords, 'shell.words.ts': shellWords,
  'outlines.words.ts': outlinesWords, 'drawing.words.ts': drawingWords, 'opinion.words.ts': opinionWords, 'failures.words.ts': failuresWords, 'analyses.words.ts': analysesWords,
  'model-proof.words.ts': modelProofWords, 'notices.words.ts': noticesWords, 'folds.words.ts': foldsWords, 'queue.words.ts': queueWords, 'start.words.ts': startWords,
  'sealing.words.ts': sealingWords, 'release.words.ts': releaseWords, 'download.words.ts': downloadWords, 'withdraw.words.ts': withdrawWords, 'agreement.words.ts': agreementWords,
  'problem words': PROBLEM_WORDS,
};

const SOURCE = join(process.cwd(), 'apps/portal/src');
const SAME_IN_BOTH = ['EchoCohort', 'SHA-256', 'CSV', 'Model-{model}'];

describe('sentences in two languages', () => {
  describe.each(Object.entries(DICTIONARIES))('%s', (_, words) => {
    it.each(Object.entries(words))('%s has a sentence in each, with the same places', (_, text) => {
      for (const locale of LOCALES) expect(text[locale].trim()).not.toBe('');
      // English alone chooses between one and many; the places that are printed must be the same.
      expect(placesOf(text.zh)).toEqual(placesOf(text.en));
      if (!SAME_IN_BOTH.includes(text.en)) expect(text.zh).toMatch(/\p{Script=Han}/u);
    });
  });

  it('leaves no dictionary of the portal out', () => {
    const found = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.words.ts')).map((name) => name.split('/').at(-1) ?? '');
    expect(found.sort()).toEqual(Object.keys(DICTIONARIES).filter((name) => name.endsWith('.ts')).sort());
  });

  it('keeps sentences out of the screens: no Chinese text in a component', () => {
    const components = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
    const own = /\{\s*zh:/;
    const withText = components.filter((name) => {
      const lines = readFileSync(join(SOURCE, name), 'utf8').split('\n');
      return lines.some((line) => /\p{Script=Han}/u.test(line) && !own.test(line) && !line.includes("lang=\"zh-CN\"") && !line.includes("label: '中文'"));
    });
    expect(withText).toEqual([]);
  });
});

describe('filling places', () => {
  it.each([
    ['{n} {n|case|cases}', { n: 1 }, '1 case'],
    ['{n} {n|case|cases}', { n: 0 }, '0 cases'],
    ['{a} of {b}', { a: 7, b: 11 }, '7 of 11'],
    ['{who}', {}, '{who}'],
  ])('%s', (text, values, expected) => expect(fillWords(text, values)).toBe(expected));
});
