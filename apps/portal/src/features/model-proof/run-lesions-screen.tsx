'use client';
import type { RunLesionsView } from '@echocohort/contracts';
import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { csvText } from '../../components/data/csv.ts';
import { Digest } from '../../components/data/digest.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { saveFile } from '../../components/data/save-file.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { filterLesions, type LesionUse } from './filter-lesions.ts';
import { ModelName } from './model-name.tsx';
import { useRunLesions } from './model-proof.request.ts';
import { modelProofWords } from './model-proof.words.ts';

type Lesion = RunLesionsView['lesions'][number];

/** Which lesions trained this model, and which it only scored. */
export function RunLesionsScreen({ runId }: { readonly runId: string }) {
  const t = useWords(modelProofWords);
  const { may } = useMe();
  const { data, error, refetch } = useRunLesions(runId);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={8} height={28} />;
  const { model, counts } = data;
  return (
    <>
      <PageTitle
        title={t('lesionsTitle', { n: counts.trainedLesions, patients: counts.trainedPatients, model: model.model })}
        lead={<><ModelName model={model} /><span>{t('digest')} <Digest value={model.modelDigest} /></span><span>{t('snapshot')} <Digest value={model.snapshotRoot} /></span><span>{t('registered')} <Moment at={model.registeredAt} /></span><span>{t('lesionsLead')}</span></>}
      >
        {may('run.read') ? <Button variant="default" component={Link} href={`/runs/${runId}`} leftSection={<IconArrowLeft size={15} />}>{t('toRun')}</Button> : null}
      </PageTitle>
      <LesionList runId={runId} view={data} />
    </>
  );
}

function LesionList({ runId, view }: { readonly runId: string; readonly view: RunLesionsView }) {
  const t = useWords(modelProofWords);
  const [use, setUse] = useState<LesionUse>('all');
  const [text, setText] = useState('');
  const { counts, lesions } = view;
  const rows = filterLesions(lesions, use, text);
  const columns: readonly Column<Lesion>[] = [
    { key: 'lesion', head: t('lesion'), width: '160px', cell: (row) => <span className="mono">{row.lesion}</span>, value: (row) => row.lesion },
    { key: 'patient', head: t('patient'), width: '160px', cell: (row) => <Link href={`/patients/${row.patient}/models`}>{row.patient}</Link>, value: (row) => row.patient },
    { key: 'centre', head: t('centre'), width: '100px', cell: (row) => row.centre, value: (row) => row.centre },
    { key: 'set', head: t('set'), width: 'minmax(160px, 1fr)', cell: (row) => t(row.set), value: (row) => row.set },
    { key: 'use', head: t('use'), width: '160px', cell: (row) => (row.trained ? <strong>{t('trained')}</strong> : t('scored')), value: (row) => Number(row.trained) },
  ];
  const save = () => saveFile(`lesions-${runId.slice(0, 8)}.csv`, csvText(['lesion', 'patient', 'centre', 'set', 'trained'], rows.map((row) => [row.lesion, row.patient, row.centre, row.set, row.trained ? 'yes' : 'no'])), 'text/csv');
  return (
    <>
      <Group gap="sm" mb="sm">
        <SegmentedControl size="xs" aria-label={t('use')} value={use} onChange={(next) => setUse(next === 'trained' ? 'trained' : next === 'scored' ? 'scored' : 'all')} data={[{ value: 'all', label: t('all', { n: counts.lesions }) }, { value: 'trained', label: t('trainedN', { n: counts.trainedLesions }) }, { value: 'scored', label: t('seenN', { n: counts.lesions - counts.trainedLesions }) }]} />
        <TextInput size="xs" w={260} leftSection={<IconSearch size={13} />} aria-label={t('find')} placeholder={t('find')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} />} onClick={save}>{t('csv')}</Button>
      </Group>
      <PanelBox flush><GridTable label={t('loading')} columns={columns} rows={rows} rowKey={(row) => row.lesion} height="calc(100dvh - 190px)" empty={<EmptyState title={t('noLesion')}>{t('noLesionWhy')}</EmptyState>} /></PanelBox>
    </>
  );
}
