'use client';
import type { RunView } from '@echocohort/contracts';
import { Text } from '@mantine/core';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ActSentence } from './act-sentence.tsx';
import { courseLines } from './course-lines.ts';
import { engineParts } from './engine-parts.ts';
import styles from './runs.module.css';
import { runsWords } from './runs.words.ts';

const TAKING_KEYS = { first: 'takingFirst', resumed: 'takingResumed', 'handed-on': 'takingHandedOn', 'taken-over': 'takingTakenOver' } as const;

/** The settings of the run, who asked for it, which trainers worked on it from which step, and who paused, resumed or cancelled it. */
export function RunCourse({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const { config } = run;
  const engine = engineParts(run.engine);
  const lines = courseLines(run);
  const facts: readonly (readonly [string, string])[] = [
    [t('startedBy'), run.startedBy],
    [t('engine'), engine ? t('engineThreads', engine) : config.engine],
    ...(run.trainer ? [[t('trainer'), run.trainer] as const] : []),
    [t('epochs'), config.epochs === null ? t('byPictures') : String(config.epochs)],
    [t('learningRate'), `${config.learningRate} · ${t('optimiser')} ${config.optimiser}`],
    [t('accumulate'), String(config.accumulate)],
    [t('patience'), t('patienceEpochs', { n: config.patience })],
    [t('minutes'), config.minutes === null ? t('none') : String(config.minutes)],
    [t('augment'), t(config.augment ? 'yes' : 'no')],
  ];
  return (
    <PanelBox title={t('settings')}>
      <dl className={styles.facts}>{facts.map(([name, value]) => <Fact key={name} name={name} value={value} />)}</dl>
      {lines.length === 0 ? null : <Text size="sm" fw={600} mt="sm">{t('takings')}</Text>}
      <ol className={styles.takings}>
        {lines.map((line) => <li key={`${line.kind} ${line.at}`}><Moment at={line.at} /> · {line.kind === 'taking' ? <TakingSentence taking={line.taking} /> : <ActSentence act={line.act} />}</li>)}
      </ol>
    </PanelBox>
  );
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => <><dt>{name}</dt><dd>{value}</dd></>;

function TakingSentence({ taking }: { readonly taking: RunView['takings'][number] }) {
  const t = useWords(runsWords);
  const place = taking.epoch === null ? t('fromBeginning') : taking.step === null ? t('placeEpoch', { epoch: taking.epoch }) : t('placeStep', { epoch: taking.epoch, step: taking.step });
  return t(TAKING_KEYS[taking.why], { trainer: taking.trainer, place });
}
