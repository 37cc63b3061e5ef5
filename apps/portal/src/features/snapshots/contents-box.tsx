'use client';
import { Breadcrumbs, Text, UnstyledButton } from '@mantine/core';
import { IconFile, IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { sizeText } from '../../components/data/figures.ts';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { releaseWords } from './release.words.ts';
import { useSnapshotContents } from './snapshot-contents.request.ts';
import styles from './snapshots.module.css';

/** The files of the snapshot, folder by folder, with size and digest. */
export function ContentsBox({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(releaseWords);
  const [under, setUnder] = useState('');
  const { data, error, refetch } = useSnapshotContents(snapshotId, under);
  const parts = under === '' ? [] : under.split('/');
  return (
    <PanelBox title={t('contents')}>
      <Breadcrumbs fz="xs" mb={6} separatorMargin={4}>
        <UnstyledButton fz="xs" className="link-button" onClick={() => setUnder('')}>{t('top')}</UnstyledButton>
        {parts.map((part, index) => <UnstyledButton key={part} fz="xs" className="link-button" onClick={() => setUnder(parts.slice(0, index + 1).join('/'))}>{part}</UnstyledButton>)}
      </Breadcrumbs>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={4} /> : (
        <ul className={styles.tree}>
          {data.items.map((entry) => (
            <li key={entry.path}>
              {entry.kind === 'folder' ? <UnstyledButton className="link-button" onClick={() => setUnder(entry.path)}><IconFolder size={14} aria-hidden /> {entry.name}</UnstyledButton> : <span><IconFile size={14} aria-hidden /> {entry.name}</span>}
              <Text size="xs" c="dimmed" className={styles.right}>{entry.kind === 'folder' ? t('filesIn', { n: entry.files }) : entry.sha256 ? <Digest value={entry.sha256} /> : null}</Text>
              <Text size="xs" className={styles.right}>{sizeText(entry.bytes)}</Text>
            </li>
          ))}
        </ul>
      )}
    </PanelBox>
  );
}
