'use client';
import type { PatientModelsView } from '@echocohort/contracts';
import { Table } from '@mantine/core';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ModelName } from './model-name.tsx';
import { usePatientModels } from './model-proof.request.ts';
import { modelProofWords } from './model-proof.words.ts';

/** Which models this patient trained, and which only scored the patient's lesions. */
export function PatientModelsScreen({ subjectCode }: { readonly subjectCode: string }) {
  const t = useWords(modelProofWords);
  const { data, error, refetch } = usePatientModels(subjectCode);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={6} height={28} />;
  return (
    <>
      <PageTitle title={t('patientTitle', { code: data.patient, n: data.models.filter(({ trained }) => trained).length })} lead={t('patientLead', { centre: data.centre })} />
      <PanelBox flush>{data.models.length === 0 ? <EmptyState title={t('noModels')}>{t('noModelsWhy')}</EmptyState> : <ModelsTable models={data.models} />}</PanelBox>
    </>
  );
}

function ModelsTable({ models }: { readonly models: PatientModelsView['models'] }) {
  const t = useWords(modelProofWords);
  return (
    <Table fz="sm" verticalSpacing={6} horizontalSpacing={12}>
      <Table.Thead><Table.Tr><Table.Th>{t('model')}</Table.Th><Table.Th>{t('use')}</Table.Th><Table.Th>{t('lesionSets')}</Table.Th><Table.Th>{t('digest')}</Table.Th><Table.Th>{t('snapshot')}</Table.Th><Table.Th>{t('registered')}</Table.Th><Table.Th /></Table.Tr></Table.Thead>
      <Table.Tbody>
        {models.map((model) => (
          <Table.Tr key={model.runId}>
            <Table.Td><ModelName model={model} /></Table.Td>
            <Table.Td>{model.trained ? <strong>{t('trained')}</strong> : t('scored')}</Table.Td>
            <Table.Td>{model.lesions.map((row) => <div key={row.lesion}><span className="mono">{row.lesion}</span> · {t(row.set)}</div>)}</Table.Td>
            <Table.Td><Digest value={model.modelDigest} /></Table.Td>
            <Table.Td><Digest value={model.snapshotRoot} /></Table.Td>
            <Table.Td><Moment at={model.registeredAt} /></Table.Td>
            <Table.Td><Link href={`/runs/${model.runId}/lesions`}>{t('lesionsOf')}</Link></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
