'use client';
import type { SealingView, SnapshotView } from '@echocohort/contracts';
import { Code, Stack, Text } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { releaseWords } from './release.words.ts';
import { modelFirst } from './model-first.ts';
import { useSnapshotSealing } from './snapshot-sealing.request.ts';
import styles from './snapshots.module.css';

/** "Model first, data second" in the order in which it happened: locked, model registered, shares given, outcomes opened. */
export function SealingBox({ snapshot }: { readonly snapshot: SnapshotView }) {
  const t = useWords(releaseWords);
  const { data, error, refetch } = useSnapshotSealing(snapshot.id);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data || data.mode === 'none') return null;
  return (
    <PanelBox title={t('sealing')} aside={<StateChip state={data.openedAt ? 'opened' : 'sealed'} />}>
      <Stack gap="xs">
        {data.mode === 'two-person' ? <Text size="sm">{t('sealedBy', { lesions: data.lesions, needed: data.threshold })}</Text> : null}
        <ol className={styles.proof} data-testid="model-first">
          <Step done at={snapshot.lockedAt}>{t('stepLocked')}{data.commitment ? <> · <Digest value={data.commitment} ends={6} /></> : null}</Step>
          <ModelStep sealing={data} />
          {data.shares.map((share) => <Step key={share.personId} done={share.givenAt !== null} at={share.givenAt}><strong>{share.holder}</strong> · {share.givenAt ? t('gaveShare') : t('keepsShare')}</Step>)}
          <Step done={data.openedAt !== null} at={data.openedAt}>{data.openedAt ? t('stepOpened') : t('stepNotOpened')}{data.impact ? ` · ${data.impact}` : ''}</Step>
        </ol>
        <Order sealing={data} />
      </Stack>
    </PanelBox>
  );
}

function ModelStep({ sealing }: { readonly sealing: SealingView }) {
  const t = useWords(releaseWords);
  const model = sealing.models.find(({ digest }) => digest === sealing.modelDigest) ?? sealing.models.find(({ runId }) => runId === sealing.forRunId) ?? sealing.models[0];
  if (!model) return <Step done={false} at={null}>{t('needsModel')}</Step>;
  return <Step done at={model.registeredAt}><Link href={`/runs/${model.runId}`}>{t('stepModel')}</Link> <Digest value={model.digest} ends={6} /></Step>;
}

function Step({ done, at, children }: { readonly done: boolean; readonly at: string | null; readonly children: ReactNode }) {
  const t = useWords(releaseWords);
  const Icon = done ? IconCheck : IconCircleDashed;
  return <li><Icon size={14} color={done ? 'var(--ec-complete)' : 'var(--ec-waiting)'} aria-label={t(done ? 'stepDone' : 'stepWaits')} style={{ marginTop: 3 }} /><span>{children}</span>{at ? <Text size="xs" c="dimmed" component="span"><Moment at={at} /></Text> : <span />}</li>;
}

/** What the order of the times proves, and where it stands in an export. */
function Order({ sealing }: { readonly sealing: SealingView }) {
  const t = useWords(releaseWords);
  const order = modelFirst(sealing);
  if (order === 'not-opened') return null;
  return <Text size="xs" c={order === 'kept' ? 'var(--ec-complete)' : 'var(--ec-blocked)'}>{t(order === 'kept' ? 'orderKept' : 'orderBroken')} <Code>sealed/opening.json</Code></Text>;
}
