'use client';
import type { CaseBoard, FormDefinitionView, StudyView } from '@echocohort/contracts';
import { SegmentedControl, Stack } from '@mantine/core';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useLocal } from '../../components/words/locale-provider.tsx';
import { CaseForm } from './case-form.tsx';
import { useForm } from './form.request.ts';

/** The forms of the study definition; the one shown is part of the address. */
export function FormsTab({ board, study }: { readonly board: CaseBoard; readonly study: StudyView }) {
  const local = useLocal();
  const address = useAddress();
  const item = address.get('item');
  const wanted = address.get('form');
  const definition = study.forms.find((form) => form.code === wanted) ?? study.forms.find((form) => form.items.some((candidate) => candidate.code === item)) ?? study.forms[0];
  if (!definition) return null;
  const complete = board.forms.find((form) => form.code === definition.code)?.complete ?? false;
  return (
    <Stack gap="sm">
      {study.forms.length > 1 ? <SegmentedControl size="xs" fullWidth data={study.forms.map((form) => ({ value: form.code, label: local(form.name) }))} value={definition.code} onChange={(form) => address.set({ form, item: null })} /> : null}
      <StateChip state={complete ? 'saved' : 'incomplete'} />
      <LoadedForm key={`${board.caseId} ${definition.code}`} board={board} definition={definition} focus={item} />
    </Stack>
  );
}

function LoadedForm({ board, definition, focus }: { readonly board: CaseBoard; readonly definition: FormDefinitionView; readonly focus: string | null }) {
  const { data, error, refetch } = useForm(board.caseId, definition.code);
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={7} height={44} />;
  return <CaseForm caseId={board.caseId} centre={board.centre} subjectCode={board.subjectCode} definition={definition} stored={data} focus={focus} />;
}
