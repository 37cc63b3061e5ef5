'use client';
import type { CrossValidationView } from '@echocohort/contracts';
import { Button, Table, Text, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../../components/api/problem-note.tsx';
import { durationText, intervalText } from '../../../components/data/figures.ts';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { StateChip } from '../../../components/data/state-chip.tsx';
import { useMe } from '../../../components/session/me-context.tsx';
import { useToast } from '../../../components/shell/toasts.tsx';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { failureWords } from '../failure-words.ts';
import { noFigureText } from '../no-figure-words.ts';
import { useRestartFold } from './folds.request.ts';
import { foldsWords } from './folds.words.ts';
import { IntervalBar } from './interval-bar.tsx';

type Fold = CrossValidationView['folds'][number];

/** Each fold with its state, its trainer, and what it reached on the patients that it left out. */
export function FoldsTable({ whole }: { readonly whole: CrossValidationView }) {
  const t = useWords(foldsWords);
  const level = Math.round((whole.folds.find(({ held }) => held)?.held?.level ?? 0.95) * 100);
  return (
    <PanelBox title={t('foldsTitle')} flush>
      <Table fz="sm" verticalSpacing={5} horizontalSpacing={12}>
        <Table.Thead>
          <Table.Tr><Table.Th>{t('fold')}</Table.Th><Table.Th>{t('status')}</Table.Th><Table.Th>{t('progress')}</Table.Th><Table.Th>{t('trainer')}</Table.Th><Table.Th ta="right">{t('lesions')}</Table.Th><Table.Th ta="right">{t('malignant')}</Table.Th><Table.Th>{t('auc', { level })}</Table.Th><Table.Th>{t('axis')}</Table.Th></Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {whole.folds.map((fold) => <FoldRow key={fold.fold} whole={whole} fold={fold} />)}
          {whole.pooled?.auc == null ? null : (
            <Table.Tr fw={600}>
              <Table.Td colSpan={4}>{t('pooledTitle')}</Table.Td><Table.Td ta="right">{whole.pooled.lesions}</Table.Td><Table.Td ta="right">{whole.pooled.malignant}</Table.Td>
              <Table.Td>{intervalText(whole.pooled.auc, whole.pooled.lower, whole.pooled.upper)}</Table.Td><Table.Td><IntervalBar auc={whole.pooled.auc} lower={whole.pooled.lower} upper={whole.pooled.upper} strong /></Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </PanelBox>
  );
}

function FoldRow({ whole, fold }: { readonly whole: CrossValidationView; readonly fold: Fold }) {
  const { locale } = useLocale();
  const t = useWords(foldsWords);
  const { held } = fold;
  const [epoch, epochs] = [fold.epoch ?? 0, fold.epochs];
  return (
    <Table.Tr>
      <Table.Td>
        <Link href={`/runs/${fold.runId}`}>{t('foldN', { n: fold.fold })}</Link>
        {fold.earlier[0] === undefined ? null : <Text size="xs"><Link href={`/runs/${fold.earlier[0]}`}>{t('earlier', { n: fold.earlier.length })}</Link></Text>}
      </Table.Td>
      <Table.Td><StateChip state={fold.status} /></Table.Td>
      <Table.Td>{epochs === null ? '–' : `${epoch} / ${epochs}`}{fold.secondsLeft === null ? '' : ` · ${durationText(fold.secondsLeft)}`}</Table.Td>
      <Table.Td>{fold.trainer ?? '–'}</Table.Td>
      {whole.missing.includes(fold.fold) ? <Table.Td colSpan={4}><Restart whole={whole} fold={fold} /></Table.Td> : (
        <>
          <Table.Td ta="right">{held?.lesions ?? '–'}</Table.Td><Table.Td ta="right">{held?.malignant ?? '–'}</Table.Td>
          <Table.Td>{held === null ? '–' : held.refusal !== null ? noFigureText(held.refusal, locale) : intervalText(held.auc, held.lower, held.upper)}</Table.Td>
          <Table.Td>{held?.auc == null ? null : <IntervalBar auc={held.auc} lower={held.lower} upper={held.upper} />}</Table.Td>
        </>
      )}
    </Table.Tr>
  );
}

/** Why the fold has no model, and the button that trains it anew. */
function Restart({ whole, fold }: { readonly whole: CrossValidationView; readonly fold: Fold }) {
  const t = useWords(foldsWords);
  const local = useLocal();
  const toast = useToast();
  const { may } = useMe();
  const restart = useRestartFold(whole.id);
  return (
    <>
      {fold.failure ? <Text size="sm" c="var(--ec-blocked)">{local(failureWords(fold.failure.code).what)}</Text> : null}
      {may('run.start') ? (
        <Tooltip label={t('notYours', { name: whole.startedBy })} disabled={whole.yours}>
          <span tabIndex={whole.yours ? undefined : 0}>
            <Button size="compact-xs" variant="default" leftSection={<IconRefresh size={13} />} disabled={!whole.yours} loading={restart.isPending} onClick={() => restart.mutate(fold.fold, { onSuccess: () => toast(t('restarted', { n: fold.fold })) })}>{t('restart')}</Button>
          </span>
        </Tooltip>
      ) : null}
      {restart.error ? <ProblemNote error={restart.error} /> : null}
    </>
  );
}
