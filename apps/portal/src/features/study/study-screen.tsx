'use client';
import type { StudyView } from '@echocohort/contracts';
import { Stack, Table, Text } from '@mantine/core';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useStudy } from '../../components/data/use-study.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './study.module.css';
import { studyWords } from './study.words.ts';

/** The active study definition, as it is in force. */
export function StudyScreen() {
  const t = useWords(studyWords);
  const local = useLocal();
  const { data, error, refetch } = useStudy();
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={8} height={60} />;
  return (
    <>
      <PageTitle title={local(data.name)} lead={<><span>{t('lead', { v: data.version, p: data.protocolVersion })}</span><span>{t('digest')} <Digest value={data.digest} /></span></>} />
      <div className={styles.columns}>
        <Stack gap="md"><Protocol study={data} /><Forms study={data} /></Stack>
        <Stack gap="md"><Centres study={data} /><Types study={data} /></Stack>
      </div>
    </>
  );
}

function Protocol({ study }: { readonly study: StudyView }) {
  const t = useWords(studyWords);
  const local = useLocal();
  return (
    <PanelBox title={t('slots')}>
      {study.protocolNote ? <Text size="sm" c="dimmed" mb="sm">{local(study.protocolNote)}</Text> : null}
      <Table fz="sm" verticalSpacing={4}>
        <Table.Tbody>
          {[...study.slots].sort((a, b) => a.order - b.order).map((slot) => (
            <Table.Tr key={slot.code}><Table.Td fw={600}>{slot.code}</Table.Td><Table.Td>{local(slot.name)}</Table.Td><Table.Td>{local(slot.view)}</Table.Td><Table.Td>{slot.imageType}{slot.counted ? '' : ` · ${t('optional')}`}</Table.Td></Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </PanelBox>
  );
}

function Forms({ study }: { readonly study: StudyView }) {
  const t = useWords(studyWords);
  const local = useLocal();
  return (
    <PanelBox title={t('forms')}>
      {study.forms.map((form) => (
        <div key={form.code}>
          <Text size="sm" fw={600}>{local(form.name)} · {t('items', { n: form.items.length })}</Text>
          <Text size="sm" c="dimmed" mb="sm">{form.items.map((item) => local(item.label)).join(' · ')}</Text>
        </div>
      ))}
    </PanelBox>
  );
}

function Centres({ study }: { readonly study: StudyView }) {
  const t = useWords(studyWords);
  const local = useLocal();
  return (
    <PanelBox title={`${t('centres')} · ${t('devices')}`}>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Tbody>
          {study.centres.map((centre) => (
            <Table.Tr key={centre.code}>
              <Table.Td fw={600}>{centre.code}</Table.Td>
              <Table.Td>{local(centre.name)}<Text size="xs" c="dimmed">{t(centre.role)}</Text></Table.Td>
              <Table.Td>{study.devices.filter((device) => device.centre === centre.code).map((device) => <div key={device.code}>{device.code} {device.model}</div>)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </PanelBox>
  );
}

function Types({ study }: { readonly study: StudyView }) {
  const t = useWords(studyWords);
  const local = useLocal();
  return (
    <PanelBox title={t('types')}>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Tbody>
          {study.lesionTypes.map((type) => <Table.Tr key={type.code}><Table.Td>{local(type.name)}</Table.Td><Table.Td>{type.malignant === null ? t('asked') : type.malignant ? t('malignant') : t('benign')}</Table.Td></Table.Tr>)}
        </Table.Tbody>
      </Table>
    </PanelBox>
  );
}
