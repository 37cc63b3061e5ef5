'use client';
import { Button, Group, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { csvText } from '../../components/data/csv.ts';
import { Digest } from '../../components/data/digest.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { saveFile } from '../../components/data/save-file.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { AgreementLine } from './agreement-text.tsx';
import { contractBeside } from './contract-beside.ts';
import { downloadWords } from './download.words.ts';
import { useExportLedger } from './export-ledger.request.ts';
import styles from './snapshots.module.css';

/** Who took which export, when, and under which agreement. */
export function LedgerList({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(downloadWords);
  const { data, error, refetch } = useExportLedger(snapshotId);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const save = () => saveFile('downloads.csv', csvText(['when', 'person', 'agreement', 'version', 'agreement_sha256', 'contract', 'sha256'], data.items.map(({ at, person, agreement, document, sha256 }) => [at, person, document?.title.en ?? null, document === null ? null : String(document.version), document?.digest ?? null, agreement, sha256])), 'text/csv;charset=utf-8');
  return (
    <div>
      <Group justify="space-between" gap="sm"><Text size="sm" fw={600}>{t('ledger')}</Text>{data.items.length > 0 ? <Button size="compact-xs" variant="subtle" leftSection={<IconDownload size={13} />} onClick={save}>CSV</Button> : null}</Group>
      {data.items.length === 0 ? <Text size="sm" c="dimmed">{t('ledgerEmpty')}</Text> : (
        <div className={styles.ledger} tabIndex={0} role="region" aria-label={t('ledger')}>
          <Table fz="xs" verticalSpacing={3} horizontalSpacing={6} data-testid="ledger">
            <Table.Thead><Table.Tr><Table.Th>{t('when')}</Table.Th><Table.Th>{t('person')}</Table.Th><Table.Th>{t('agreement')}</Table.Th><Table.Th>{t('file')}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {data.items.map((item, index) => (
                <Table.Tr key={`${item.exportId} ${item.at} ${index}`}><Table.Td className={styles.nowrap}><Moment at={item.at} /></Table.Td><Table.Td>{item.person}</Table.Td><Table.Td>{item.document ? <AgreementLine name={item.document} /> : null}{contractBeside(item.agreement, item.document) === null ? (item.document ? null : '–') : <div>{item.agreement}</div>}</Table.Td><Table.Td>{item.sha256 ? <Digest value={item.sha256} ends={4} /> : '–'}</Table.Td></Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </div>
  );
}
