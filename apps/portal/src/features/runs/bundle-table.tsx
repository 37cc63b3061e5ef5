'use client';
import { runRoutes, urlOf, type RunView } from '@echocohort/contracts';
import { Table } from '@mantine/core';
import { Digest } from '../../components/data/digest.tsx';
import { sizeText } from '../../components/data/figures.ts';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { runsWords } from './runs.words.ts';

/** The files of the model bundle, each with its digest. */
export function BundleTable({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  return (
    <PanelBox title={t('bundle')}>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Tbody>
          {run.bundle.map((file) => (
            <Table.Tr key={file.path}>
              <Table.Td><a href={urlOf('', runRoutes.bundleFile, { params: { runId: run.id, file: file.path } })} download>{file.path}</a></Table.Td>
              <Table.Td ta="right">{sizeText(file.sizeBytes)}</Table.Td>
              <Table.Td><Digest value={file.sha256} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </PanelBox>
  );
}
