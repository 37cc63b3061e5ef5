'use client';
import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import Link from 'next/link';
import { csvText } from '../../components/data/csv.ts';
import { saveFile } from '../../components/data/save-file.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';

interface CaseListProps {
  /** What the file of the list is called. */
  readonly name: string;
  readonly cases: readonly { readonly caseId: string; readonly code: string }[];
  readonly patients?: number;
}

/** The cases behind a number: each a link for who may open it, else its code; to copy and to keep. */
export function CaseList({ name, cases, patients }: CaseListProps) {
  const t = useWords(cohortsWords);
  const { may } = useMe();
  if (cases.length === 0) return <Text size="sm" c="dimmed">{t('noCases')}</Text>;
  const codes = cases.map(({ code }) => code);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{patients === undefined ? t('lesions', { n: cases.length }) : t('counts', { lesions: cases.length, patients })}</Text>
        <Group gap="xs">
          <CopyButton value={codes.join('\n')}>{({ copied, copy }) => <Button variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>{copied ? t('copied') : t('copyCodes')}</Button>}</CopyButton>
          <Button variant="default" leftSection={<IconDownload size={14} />} onClick={() => saveFile(`${name}.csv`, csvText(['lesion'], codes.map((code) => [code])), 'text/csv;charset=utf-8')}>CSV</Button>
        </Group>
      </Group>
      <ul className={styles.caseList}>
        {cases.map((entry) => <li key={entry.caseId}>{may('case.read') ? <Link href={`/cases/${entry.caseId}`}>{entry.code}</Link> : entry.code}</li>)}
      </ul>
    </Stack>
  );
}
