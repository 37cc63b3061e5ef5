'use client';
import type { SealingView } from '@echocohort/contracts';
import { Stack, Text } from '@mantine/core';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { EnrolForm } from './enrol-form.tsx';
import { GiveShareForm } from './give-share-form.tsx';
import { useKeyHolders, useSealedSnapshots } from './sealing.request.ts';
import { sealingWords } from './sealing.words.ts';

const NEEDED = 2;

/** For key holders: who holds the key, which snapshots wait, and the giving of one's share. */
export function SealingScreen() {
  const t = useWords(sealingWords);
  const { data, error, refetch } = useSealedSnapshots();
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')} />
      <Stack gap="md" maw={960}>
        <Holders />
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={3} height={60} /> : data.items.length === 0 ? <EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState> : data.items.map((item) => <Sealed key={item.snapshotId} item={item} />)}
      </Stack>
    </>
  );
}

function Holders() {
  const t = useWords(sealingWords);
  const { me } = useMe();
  const { data } = useKeyHolders();
  const holders = data?.items ?? [];
  const mine = holders.some(({ personId }) => personId === me.person.id);
  return (
    <PanelBox title={t('holders')}>
      <Stack gap="xs">
        {holders.map((holder) => <Text key={holder.personId} size="sm"><strong>{holder.name}</strong> · {t('since')} <Moment at={holder.enrolledAt} /> · <Digest value={holder.keyId} /></Text>)}
        {data && holders.length < NEEDED ? <Text size="sm" c="var(--ec-needs-you)">{holders.length === 0 ? t('noHolders') : t('oneHolder')}</Text> : null}
        {data && !mine ? <EnrolForm /> : null}
      </Stack>
    </PanelBox>
  );
}

function Sealed({ item }: { readonly item: SealingView }) {
  const t = useWords(sealingWords);
  const own = item.shares.find(({ mine }) => mine);
  return (
    <PanelBox title={item.cohortName} aside={<StateChip state={item.openedAt ? 'opened' : 'sealed'} />}>
      <Stack gap="xs">
        <Text size="sm">{t('lesions', { n: item.lesions })} · <Digest value={item.root} />{item.openedAt ? <> · <Moment at={item.openedAt} /></> : null}</Text>
        {item.shares.map((share) => <Text key={share.personId} size="sm"><strong>{share.holder}</strong> · {share.givenAt ? <>{t('gave')} <Moment at={share.givenAt} /></> : t('keeps')}</Text>)}
        {item.openedAt ? <Text size="sm" c="dimmed">{item.impact}</Text> : !own ? <Text size="sm" c="dimmed">{t('notMine')}</Text> : own.givenAt ? <Text size="sm" c="dimmed">{t('wait')}</Text> : item.models.length === 0 ? <Text size="sm" c="var(--ec-waiting)">{t('noModel')}</Text> : <GiveShareForm item={item} />}
      </Stack>
    </PanelBox>
  );
}
