'use client';
import type { CohortView } from '@echocohort/contracts';
import { Button, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowsSplit, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';
import { LockDialog } from './lock-dialog.tsx';
import type { CohortPreviewView } from './preview-view.ts';
import { useSplitCohort } from './split-cohort.request.ts';

interface FootProps {
  readonly cohort: CohortView;
  readonly preview: CohortPreviewView | undefined;
  readonly edited: boolean;
}

/** What is still to do before the lock; the lock stays off and says why. */
export function LockFoot({ cohort, preview, edited }: FootProps) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const { may } = useMe();
  const [signing, setSigning] = useState(false);
  const open = preview?.readiness.filter((entry) => !entry.ready) ?? [];
  const why = edited ? t('lockApply') : !cohort.split || !preview?.digest ? t('lockNeedsSplit') : open[0] ? local(open[0].sentence) : null;
  return (
    <footer className={styles.foot}>
      <div className={styles.readiness}>
        <Text size="sm" fw={600}>{t('readiness')}</Text>
        <div className={styles.checks}>
          {preview?.readiness.map((entry) => (
            <div key={entry.code} className={styles.check}><StateChip state={entry.ready ? 'ready' : 'not-ready'} /><span>{local(entry.sentence)}</span></div>
          ))}
        </div>
      </div>
      <Stack gap={4} align="flex-end">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Splitter cohort={cohort} disabled={edited} />
          {may('cohort.lock') ? (
            <Tooltip label={why ? t('lockBlocked', { why }) : t('lock')}>
              <Button leftSection={<IconLock size={15} />} disabled={why !== null} onClick={() => setSigning(true)}>{t('lock')}</Button>
            </Tooltip>
          ) : null}
        </Group>
        <Text size="xs" c="dimmed">{t('splitWhy')}</Text>
        {why ? <Text size="xs" c="var(--ec-needs-you)" maw={420} ta="right">{t('lockBlocked', { why })}</Text> : null}
      </Stack>
      {preview?.digest ? <LockDialog cohort={cohort} digest={preview.digest} counts={preview} open={signing} onClose={() => setSigning(false)} /> : null}
    </footer>
  );
}

/** A seed that nobody chose for its result: the day and time it is made. */
const proposedSeed = (): string => new Date().toISOString().slice(0, 16).replace(/[-:T]/g, '');

function Splitter({ cohort, disabled }: { readonly cohort: CohortView; readonly disabled: boolean }) {
  const t = useWords(cohortsWords);
  const toast = useToast();
  const [seed, setSeed] = useState(cohort.split?.seed ?? proposedSeed);
  const split = useSplitCohort(cohort);
  return (
    <Stack gap={4} align="flex-end">
      {split.error ? <ProblemNote error={split.error} /> : null}
      <Group gap="sm" wrap="nowrap">
        <Text size="xs" aria-hidden>{t('seed')}</Text>
        <TextInput size="xs" w={130} aria-label={t('seed')} maxLength={64} value={seed} onChange={(event) => setSeed(event.currentTarget.value)} />
        <Button variant="default" leftSection={<IconArrowsSplit size={15} />} disabled={disabled || seed.trim() === ''} loading={split.isPending} onClick={() => split.mutate(seed.trim(), { onSuccess: () => toast(t('splitDone')) })}>{cohort.split ? t('splitAgain') : t('split')}</Button>
      </Group>
    </Stack>
  );
}
