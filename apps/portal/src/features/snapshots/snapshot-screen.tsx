'use client';
import type { SnapshotView } from '@echocohort/contracts';
import { Button, Code, CopyButton, Group, Stack, Table, Text } from '@mantine/core';
import { IconChartHistogram, IconCopy } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { sizeText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ContentsBox } from './contents-box.tsx';
import { DiffBox } from './diff-box.tsx';
import { ExportsBox } from './exports-box.tsx';
import { ModelsBox } from './models-box.tsx';
import { ReleasesBox } from './releases-box.tsx';
import { SealingBox } from './sealing-box.tsx';
import { compareAddress } from './compare-address.ts';
import { useSnapshots } from './list-snapshots.request.ts';
import { useSnapshot } from './snapshot.request.ts';
import styles from './snapshots.module.css';
import { snapshotsWords } from './snapshots.words.ts';
import { TokensBox } from './tokens-box.tsx';
import { WithdrawnNote } from './withdrawn-note.tsx';

/** A locked snapshot: its root, how anybody checks it, who signed, what was made from it. */
export function SnapshotScreen({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(snapshotsWords);
  const { may } = useMe();
  const { data, error, refetch } = useSnapshot(snapshotId);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={6} height={70} />;
  return (
    <>
      <PageTitle title={t('heading', { cohort: data.cohortName })} lead={<><StateChip state="locked" /><Moment at={data.lockedAt} /></>}>
        {may('run.read') ? <Button component={Link} href={`/snapshots/${snapshotId}/analysis`} leftSection={<IconChartHistogram size={15} />}>{t('analysis')}</Button> : null}
      </PageTitle>
      <WithdrawnNote snapshotId={snapshotId} />
      <div className={styles.columns}>
        <Stack gap="md">
          <Fingerprint snapshot={data} />
          <SetsTable snapshot={data} />
          <Signatures snapshot={data} />
          <ContentsBox snapshotId={snapshotId} />
          <DiffBox snapshot={data} />
        </Stack>
        <Stack gap="md">
          {may('export.make') ? <ExportsBox snapshot={data} /> : null}
          {may('run.read') ? <ModelsBox snapshotId={snapshotId} /> : null}
          <SealingBox snapshot={data} />
          <ReleasesBox snapshotId={snapshotId} />
          <TokensBox snapshotId={snapshotId} />
        </Stack>
      </div>
    </>
  );
}

function Fingerprint({ snapshot }: { readonly snapshot: SnapshotView }) {
  const t = useWords(snapshotsWords);
  return (
    <PanelBox title={t('fingerprint')}>
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap">
          <Code className={styles.root}>{snapshot.root.replace(/(.{8})(?=.)/g, '$1 ')}</Code>
          <CopyButton value={snapshot.root}>{({ copied, copy }) => <Button variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>{copied ? t('copied') : t('copy')}</Button>}</CopyButton>
        </Group>
        <Text size="sm">{t('files', { n: snapshot.files, size: sizeText(snapshot.bytes) })}</Text>
        {snapshot.previousRoot ? <Previous snapshot={snapshot} root={snapshot.previousRoot} /> : <Text size="sm" c="dimmed">{t('first')}</Text>}
        <div>
          <Text size="sm" fw={600}>{t('verify')}</Text>
          <ol className={styles.steps}>
            <li>{t('verify1')}</li>
            <li>{t('verify2')} <Code>node verify.mjs</Code></li>
            <li>{t('verify3')} <Code>npx echocohort verify export.zip</Code> · <Code>sha256sum -c MANIFEST.sha256</Code></li>
          </ol>
        </div>
      </Stack>
    </PanelBox>
  );
}

/** The snapshot before this one: its root is part of this one, so the two cannot be put in another order. */
function Previous({ snapshot, root }: { readonly snapshot: SnapshotView; readonly root: string }) {
  const t = useWords(snapshotsWords);
  const before = useSnapshots().data?.items.find((other) => other.root === root);
  return <Text size="sm" component="div">{t('previous')} <Digest value={root} />{before ? <> · <Link href={`/snapshots/${before.id}`}>{before.cohortName}</Link> · <Link href={compareAddress(before.id, snapshot.id)}>{t('whatDiffers')}</Link></> : null}</Text>;
}

function SetsTable({ snapshot }: { readonly snapshot: SnapshotView }) {
  const t = useWords(snapshotsWords);
  const { externalOutcomes: outcomes } = snapshot;
  return (
    <PanelBox title={t('sets')}>
      <Table withRowBorders verticalSpacing={6} fz="sm">
        <Table.Thead><Table.Tr><Table.Th>{t('set')}</Table.Th><Table.Th ta="right">{t('patients')}</Table.Th><Table.Th ta="right">{t('lesions')}</Table.Th><Table.Th>{t('centres')}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {snapshot.sets.map((set) => (
            <Table.Tr key={set.set}><Table.Td>{t(set.set)}</Table.Td><Table.Td ta="right">{set.patients}</Table.Td><Table.Td ta="right">{set.lesions}</Table.Td><Table.Td>{Object.keys(set.byCentre).sort().join(' ')}</Table.Td></Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group gap="sm" mt="sm" wrap="nowrap" align="flex-start">
        {outcomes.sealed ? <><StateChip state="sealed" /><Text size="sm">{t('sealedWhy')}</Text></> : outcomes.openedAt ? <><StateChip state="opened" /><Text size="sm" component="div"><Moment at={outcomes.openedAt} /> · {t('openedFor')} {outcomes.modelDigest ? <Digest value={outcomes.modelDigest} /> : '–'}</Text></> : <Text size="sm" c="dimmed">{t('noExternal')}</Text>}
      </Group>
    </PanelBox>
  );
}

function Signatures({ snapshot }: { readonly snapshot: SnapshotView }) {
  const t = useWords(snapshotsWords);
  return (
    <PanelBox title={t('signatures')}>
      <Stack gap="sm">
        {snapshot.signatures.map((signature) => (
          <div key={`${signature.person} ${signature.signedAt}`}>
            <Text size="sm"><strong>{signature.person}</strong> · <Moment at={signature.signedAt} /></Text>
            <Text size="sm">{signature.meaning}</Text>
            <Text size="xs" c="dimmed">{t('signedDigest')} <Digest value={signature.digest} /></Text>
          </div>
        ))}
      </Stack>
    </PanelBox>
  );
}
