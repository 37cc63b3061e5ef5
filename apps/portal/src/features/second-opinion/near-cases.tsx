'use client';
import type { NearCase, Opinion } from '@echocohort/contracts';
import { Table, Text } from '@mantine/core';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { opinionWords } from './opinion.words.ts';

/** Training lesions that the network finds alike; of another centre only how far it is. */
export function NearCases({ opinion: { nearest, usualDistance } }: { readonly opinion: Opinion }) {
  const t = useWords(opinionWords);
  return (
    <PanelBox title={t('near')}>
      <Text size="xs" c="dimmed">{t('nearLead')}{usualDistance ? ` ${t('usual', { median: usualDistance.median.toFixed(2), upper: usualDistance.upper.toFixed(2) })}` : ''}</Text>
      <Table fz="xs" verticalSpacing={2} horizontalSpacing={4}>
        <Table.Thead><Table.Tr><Table.Th>{t('nearLesion')}</Table.Th><Table.Th>{t('nearTruth')}</Table.Th><Table.Th ta="right">{t('nearScore')}</Table.Th><Table.Th ta="right">{t('nearDistance')}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>{nearest.map((near, at) => <NearRow key={near.lesion ?? `place ${at}`} near={near} />)}</Table.Tbody>
      </Table>
    </PanelBox>
  );
}

function NearRow({ near: { lesion, malignant, score, distance } }: { readonly near: NearCase }) {
  const t = useWords(opinionWords);
  return (
    <Table.Tr>
      <Table.Td>{lesion === null ? <Text size="xs" c="dimmed" span>{t('otherCentre')}</Text> : <span className="mono">{lesion}</span>}</Table.Td>
      <Table.Td>{malignant === null ? <Text size="xs" c="dimmed" span>{lesion === null ? '–' : t('hidden')}</Text> : t(malignant ? 'malignant' : 'benign')}</Table.Td>
      <Table.Td ta="right">{score === null ? '–' : score.toFixed(3)}</Table.Td>
      <Table.Td ta="right">{distance.toFixed(2)}</Table.Td>
    </Table.Tr>
  );
}
