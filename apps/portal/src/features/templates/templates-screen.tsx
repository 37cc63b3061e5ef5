'use client';
import type { TemplateView } from '@echocohort/contracts';
import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { saveFile } from '../../components/data/save-file.ts';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useTemplates } from '../../components/templates/use-templates.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { TemplateDrawer } from './template-drawer.tsx';
import { signedFile } from './template.requests.ts';
import { templatesWords } from './templates.words.ts';

/** All mask templates with where they stand; a row opens what is to be judged. */
export function TemplatesScreen() {
  const t = useWords(templatesWords);
  const { data, error, refetch } = useTemplates();
  const address = useAddress();
  const [failed, setFailed] = useState<unknown>(null);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  const open = (data ?? []).filter((template) => template.status === 'draft').length;
  const chosen = data?.find((template) => template.id === address.get('template')) ?? null;
  const download = () => {
    setFailed(null);
    signedFile().then((text) => saveFile('mask-templates.json', text, 'application/json'), setFailed);
  };
  return (
    <>
      <PageTitle title={open > 0 ? `${t('title')} · ${t('open', { n: open })}` : t('title')} lead={<span>{t('lead')}</span>}>
        <Button variant="default" leftSection={<IconDownload size={15} />} onClick={download}>{t('download')}</Button>
      </PageTitle>
      {failed ? <ProblemNote error={failed} /> : null}
      {data ? <TemplateTable templates={data} onLook={(id) => address.set({ template: id })} /> : <RowSkeletons rows={4} />}
      <TemplateDrawer template={chosen} all={data ?? []} onClose={() => address.set({ template: null })} />
    </>
  );
}

function TemplateTable({ templates, onLook }: { readonly templates: readonly TemplateView[]; readonly onLook: (id: string) => void }) {
  const t = useWords(templatesWords);
  const columns: readonly Column<TemplateView>[] = [
    { key: 'scanner', head: t('scanner'), width: 'minmax(200px, 1.6fr)', value: (row) => `${row.manufacturer} ${row.model}`, cell: (row) => <UnstyledButton className="link-button" onClick={() => onLook(row.id)}>{row.manufacturer} · {row.model}</UnstyledButton> },
    { key: 'software', head: t('software'), width: '110px', value: (row) => row.software, cell: (row) => row.software || '–' },
    { key: 'screen', head: t('screen'), width: '110px', value: (row) => row.columns, cell: (row) => `${row.columns} × ${row.rows}` },
    { key: 'version', head: t('version'), width: '80px', numeric: true, value: (row) => row.version, cell: (row) => row.version },
    { key: 'state', head: t('state'), width: '130px', value: (row) => row.status, cell: (row) => <StateChip state={`template-${row.status}`} /> },
    { key: 'drawn', head: t('drawn'), width: 'minmax(140px, 1fr)', value: (row) => row.drawnBy, cell: (row) => `${row.drawnBy} · ${row.centre}` },
    { key: 'decided', head: t('decided'), width: 'minmax(140px, 1fr)', value: (row) => row.decidedBy, cell: (row) => row.decidedBy ?? '–' },
  ];
  return <GridTable label={t('title')} columns={columns} rows={templates} rowKey={(row) => row.id} height="calc(100dvh - 190px)" empty={<EmptyState title={t('none')}><Text size="sm">{t('noneLead')}</Text></EmptyState>} />;
}
