'use client';
import { caseRoutes } from '@echocohort/contracts';
import { Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { call } from '../../components/api/call.ts';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useStudy } from '../../components/data/use-study.ts';
import { useCaseBoard } from '../../components/record/use-case-board.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { IntakePanel } from './intake-panel.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { uploadWords } from './upload.words.ts';

const OPEN_STATES = ['collecting', 'queried', 'complete'];

/** Upload without going through a board first: choose the case, then bring the files. */
export function UploadScreen() {
  const t = useWords(uploadWords);
  const address = useAddress();
  const caseId = address.get('case');
  const { data: board, error } = useCaseBoard(caseId);
  const { data: study } = useStudy();
  const [dropped, setDropped] = useState<readonly File[]>([]);
  useFileDrop(setDropped);
  return (
    <>
      <PageTitle title={board ? t('forCase', { code: board.code }) : t('title')} lead={board ? <Link href={`/cases/${board.caseId}`}>{t('toBoard')}</Link> : <span>{t('stays')}</span>} />
      <Stack gap="md" maw={1100}>
        <PanelBox><CaseChoice chosen={board ? { caseId: board.caseId, code: board.code } : null} onChoose={(next) => address.set({ case: next })} /></PanelBox>
        {error ? <ProblemNote error={error} /> : null}
        {caseId && !error ? (board && study ? <PanelBox><IntakePanel key={board.caseId} board={board} study={study} dropped={dropped} slot={null} /></PanelBox> : <RowSkeletons rows={3} />) : null}
      </Stack>
    </>
  );
}

function CaseChoice({ chosen, onChoose }: { readonly chosen: { readonly caseId: string; readonly code: string } | null; readonly onChoose: (caseId: string | null) => void }) {
  const t = useWords(uploadWords);
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 200);
  const { data, error } = useQuery({ queryKey: ['case-choice', settled], queryFn: () => call(caseRoutes.listCases, { query: { search: settled || undefined, limit: 50 } }) });
  const open = (data?.items ?? []).filter((item) => OPEN_STATES.includes(item.state));
  const choices = open.map((item) => ({ value: item.caseId, label: `${item.code} · ${item.slotsFilled}/${item.slotsRequired}` }));
  const all = chosen && !choices.some((choice) => choice.value === chosen.caseId) ? [{ value: chosen.caseId, label: chosen.code }, ...choices] : choices;
  return (
    <>
      <Select label={t('whichCase')} placeholder={t('findCase')} searchable clearable filter={({ options }) => options} nothingFoundMessage={t('noSuchCase')} data={all} value={chosen?.caseId ?? null} onChange={onChoose} onSearchChange={setSearch} maw={360} />
      {error ? <Text size="sm" c="var(--ec-blocked)"><ProblemNote error={error} /></Text> : null}
    </>
  );
}
