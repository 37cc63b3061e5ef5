'use client';
import { cohortBuilderRoutes, type CohortView } from '@echocohort/contracts';
import type { ResponseOf } from '@echocohort/contracts-reading';
import { unitWords } from '@echocohort/kernel';
import { Button, CopyButton, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { IconCopy, IconDownload, IconTable } from '@tabler/icons-react';
import { Fragment } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { csvText } from '../../components/data/csv.ts';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { saveFile } from '../../components/data/save-file.ts';
import { useAddress } from '../../components/data/use-address.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { baselineRows, missingText } from './baseline-rows.ts';
import { useCohortBaseline } from './cohort-baseline.request.ts';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';

type Baseline = ResponseOf<typeof cohortBuilderRoutes.cohortBaseline>;

/** Table 1 of the cohort by set with what is missing beside it, on demand. Outcomes are not in it. */
export function BaselineBox({ cohort, edited }: { readonly cohort: CohortView; readonly edited: boolean }) {
  const t = useWords(cohortsWords);
  const address = useAddress();
  const open = address.get('table1') !== null;
  const { data, error, refetch } = useCohortBaseline(cohort.id, cohort.version, open);
  return (
    <>
      <Button variant="default" leftSection={<IconTable size={15} />} onClick={() => address.open({ table1: 'open' })}>{t('table1')}</Button>
      <Modal opened={open} onClose={() => address.close({ table1: null })} title={`${t('table1')} · ${cohort.name}`} size={1040}>
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={8} /> : <BaselineTable data={data} edited={edited} />}
      </Modal>
    </>
  );
}

function BaselineTable({ data, edited }: { readonly data: Baseline; readonly edited: boolean }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const sheet = baselineRows(data, local, { characteristic: t('characteristic'), missing: t('missingOf'), patients: t('ofPatients'), lesions: t('ofLesions') });
  const tsv = sheet.map((row) => row.join('\t')).join('\n');
  const [head = [], ...rows] = sheet;
  const span = 2 * data.columns.length + 1;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          {edited ? <Text size="xs" c="var(--ec-needs-you)">{t('table1Stored')}</Text> : null}
          <Text size="xs" c="dimmed">{t('table1Why')} {data.notes.map(local).join(' ')}</Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <CopyButton value={tsv}>{({ copied, copy }) => <Button variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>{copied ? t('copied') : t('copyTable')}</Button>}</CopyButton>
          <Button variant="default" leftSection={<IconDownload size={14} />} onClick={() => saveFile('table-1.csv', csvText(head, rows), 'text/csv;charset=utf-8')}>CSV</Button>
        </Group>
      </Group>
      <div className={styles.baseline} tabIndex={0} role="region" aria-label={t('table1')}>
        <Table stickyHeader fz="sm" verticalSpacing={3} data-testid="table-1">
          <Table.Thead>
            <Table.Tr><Table.Th rowSpan={2}>{t('characteristic')}</Table.Th>{data.columns.map((column) => <Table.Th key={column.code} ta="right">{local(column.label)}</Table.Th>)}<Table.Th colSpan={data.columns.length} ta="center" className={styles.missingHead}>{t('missingOf')}</Table.Th></Table.Tr>
            <Table.Tr>
              {data.columns.map((column) => <Table.Th key={column.code} ta="right" fw={400}>{t('counts', { lesions: column.lesions, patients: column.patients })}</Table.Th>)}
              {data.columns.map((column, index) => <Table.Th key={column.code} ta="right" fw={400} className={index === 0 ? styles.missingHead : undefined}>{local(column.label)}</Table.Th>)}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.variables.length === 0 ? <Table.Tr><Table.Td colSpan={span}>{t('noCases')}</Table.Td></Table.Tr> : data.variables.map((variable) => <VariableRows key={variable.code} variable={variable} />)}
          </Table.Tbody>
        </Table>
      </div>
    </Stack>
  );
}

function VariableRows({ variable }: { readonly variable: Baseline['variables'][number] }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const shown = variable.lines.filter(({ kind }) => kind !== 'missing');
  return (
    <Fragment>
      <Table.Tr className={styles.variable}>
        <Table.Th scope="rowgroup">{local(variable.label)}{variable.measuredIn ? `, ${local(unitWords(variable.measuredIn))}` : ''} <Text span size="xs" c="dimmed" fw={400}>{t(variable.unit === 'patient' ? 'ofPatients' : 'ofLesions')}</Text></Table.Th>
        {variable.missing.map((_, index) => <Table.Td key={index} />)}
        {variable.missing.map((missing, index) => <Table.Td key={index} ta="right" fw={missing.count > 0 ? 600 : 400} c={missing.count > 0 ? undefined : 'dimmed'} className={index === 0 ? styles.missingHead : undefined}>{missingText(missing)}</Table.Td>)}
      </Table.Tr>
      {shown.map((line) => (
        <Table.Tr key={line.code}>
          <Table.Td pl={24}>{local(line.label)}</Table.Td>
          {line.cells.map((cell, index) => <Table.Td key={index} ta="right">{cell}</Table.Td>)}
          {line.cells.map((_, index) => <Table.Td key={index} className={index === 0 ? styles.missingHead : undefined} />)}
        </Table.Tr>
      ))}
    </Fragment>
  );
}
