'use client';
import type { CohortView } from '@echocohort/contracts';
import { Button, Modal, Table, Text } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useCohortBaseline } from './cohort-baseline.request.ts';
import { cohortsWords } from './cohorts.words.ts';

/** Table 1 of the cohort by set, on demand. Outcomes are not in it. */
export function BaselineBox({ cohort }: { readonly cohort: CohortView }) {
  const t = useWords(cohortsWords);
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
              <Table.Thead><Table.Tr><Table.Th>{t('item')}</Table.Th><Table.Th>{t('level')}</Table.Th>{data.groups.map((group) => <Table.Th key={group} ta="right">{group}</Table.Th>)}</Table.Tr></Table.Thead>
              <Table.Tbody>
                {data.lines.map((line, index) => (
                  <Table.Tr key={`${line.item} ${line.level} ${line.unit}`}>
                    <Table.Td>{data.lines[index - 1]?.item === line.item && line.item !== 'n' ? '' : `${line.label} (${t(line.unit === 'patients' ? 'ofPatients' : 'ofLesions')})`}</Table.Td>
                    <Table.Td>{line.level}</Table.Td>
                    {line.cells.map((cell, at) => <Table.Td key={data.groups[at]} ta="right" className="number">{cell}</Table.Td>)}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </>
        )}
      </Modal>
    </>
  );
}
