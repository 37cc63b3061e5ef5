'use client';
import type { RunView } from '@echocohort/contracts';
import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import Link from 'next/link';
import { useMe } from '../../components/session/me-context.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { failureWords } from './failure-words.ts';
import { fittingBatch } from './fitting-batch.ts';
import { placeText } from './run-place.ts';
import styles from './runs.module.css';
import { runsWords } from './runs.words.ts';
import { addressOfConfig } from './start/training-wish.ts';

/** Why a training failed, at which step and batch, and what to do now. */
export function RunFailure({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const local = useLocal();
  const { may } = useMe();
  const { failure } = run;
  if (!failure && !run.error) return null;
  const words = failureWords(failure?.code ?? '');
  const fits = fittingBatch(failure, run.config.batchSize);
  const again = run.crossValidation ? `/cross-validations/${run.crossValidation.id}` : `/runs/new?${addressOfConfig(run.snapshotId, fits ? { ...run.config, batchSize: fits.batch, accumulate: Math.min(64, run.config.accumulate * fits.accumulate) } : run.config)}`;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={16} />} role="alert" p="sm" title={t('failedTitle')}>
      <Text size="sm" fw={600}>{local(words.what)}</Text>
      <dl className={styles.facts}>
        {failure?.epoch == null ? null : <><dt>{t('failedWhere')}</dt><dd>{placeText(t, { epoch: failure.epoch, step: failure.step })}</dd></>}
        {failure && failure.lesions.length > 0 ? <><dt>{t('failedBatch')}</dt><dd className="mono">{failure.lesions.join(' ')}</dd></> : null}
        <dt>{t('failedNext')}</dt><dd>{local(words.next)}{fits ? ` ${t('fits', fits)}` : ''}</dd>
        <dt>{t('failedDetail')}</dt><dd>{failure?.detail ?? run.error}</dd>
        {failure ? <><dt>{t('code')}</dt><dd className="mono">{failure.code}</dd></> : null}
      </dl>
      {may('run.start') ? <Button mt="sm" variant="default" component={Link} href={again} leftSection={<IconRefresh size={15} />}>{t(run.crossValidation ? 'againFold' : 'again')}</Button> : null}
    </Alert>
  );
}
