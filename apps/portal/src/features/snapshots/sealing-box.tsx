'use client';
import { Stack, Text } from '@mantine/core';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { releaseWords } from './release.words.ts';
import { useSnapshotSealing } from './snapshot-sealing.request.ts';

/** Whose shares open the outcomes of the external centres, and for which model they were opened. */
export function SealingBox({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(releaseWords);
  const { data, error } = useSnapshotSealing(snapshotId);
  if (error) return <ProblemNote error={error} />;
  if (!data || data.mode !== 'two-person') return null;
  return (
    <PanelBox title={t('sealing')}>
      <Stack gap="xs">
        <Text size="sm"><StateChip state={data.openedAt ? 'opened' : 'sealed'} /> {data.openedAt ? <Moment at={data.openedAt} /> : t('sealedBy', { lesions: data.lesions, needed: data.threshold })}</Text>
        {data.shares.map((share) => <Text key={share.personId} size="sm"><strong>{share.holder}</strong> · {share.givenAt ? <>{t('gaveShare')} <Moment at={share.givenAt} /></> : t('keepsShare')}</Text>)}
        {data.modelDigest ? <Text size="xs" c="dimmed">{t('openedFor')} <Digest value={data.modelDigest} />{data.impact ? ` · ${data.impact}` : ''}</Text> : data.models.length === 0 ? <Text size="xs" c="dimmed">{t('needsModel')}</Text> : null}
      </Stack>
    </PanelBox>
  );
}
