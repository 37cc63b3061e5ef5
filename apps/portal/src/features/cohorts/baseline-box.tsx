'use client';
import type { CohortView } from '@echocohort/contracts';
import { Button, Modal, Table, Text } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { useCohortBaseline } from './cohort-baseline.request.ts';
import { cohortsWords } from './cohorts.words.ts';

/** Table 1 of the cohort by set, on demand. Outcomes are not in it. */
export function BaselineBox({ cohort }: { readonly cohort: CohortView }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const [open, setOpen] = useState(false);
  const { data, error } = useCohortBaseline(cohort.id, cohort.version, open);
  return (
    <>
      <Button variant="default" leftSection={<IconTable size={15} />} onClick={() => setOpen(true)}>{t('table1')}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('table1')} size="80%">
        {error ? <ProblemNote error={error} /> : !data ? <RowSkeletons rows={8} /> : (
          <>
            <Text size="xs" c="dimmed" mb="sm">{t('table1Why')}</Text>
            <Table stickyHeader fz="sm" verticalSpacing={3}>
              <Table.Thead><Table.Tr><Table.Th>{t('item')}</Table.Th><Table.Th>{t('level')}</Table.Th>{data.columns.map((column) => <Table.Th key={column.code} ta="right">{`${local(column.label)} (${column.patients} / ${column.lesions})`}</Table.Th>)}</Table.Tr></Table.Thead>
              <Table.Tbody>
                {data.variables.flatMap((variable) => variable.lines.map((line, index) => (
                  <Table.Tr key={`${variable.code} ${line.code}`}>
                    <Table.Td>{index > 0 ? '' : `${local(variable.label)}${variable.measuredIn === null ? '' : `, ${variable.measuredIn}`} (${t(variable.unit === 'patient' ? 'ofPatients' : 'ofLesions')})`}</Table.Td>
                    <Table.Td>{local(line.label)}</Table.Td>
                    {line.cells.map((cell, at) => <Table.Td key={data.columns[at]?.code} ta="right" className="number">{cell}</Table.Td>)}
                  </Table.Tr>
                )))}
              </Table.Tbody>
            </Table>
            {data.notes.map((note) => <Text key={note.en} size="xs" c="dimmed">{local(note)}</Text>)}
          </>
        )}
      </Modal>
    </>
  );
}
