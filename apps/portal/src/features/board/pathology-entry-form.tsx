'use client';
import type { CaseBoard, PathologyView, StudyView } from '@echocohort/contracts';
import { Button, Group, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { isPlainDate } from '@echocohort/kernel';
import { z } from 'zod';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { DateEntry } from '../../components/record/date-entry.tsx';
import { useDraft } from '../../components/session/use-draft.ts';
import { useToast } from '../../components/shell/toasts.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { useEnterPathology } from './enter-pathology.request.ts';
import { pathologyWords } from './pathology.words.ts';

const entryDraft = z.object({ typeCode: z.string(), malignant: z.enum(['', 'true', 'false']), method: z.string(), specimenDate: z.string(), note: z.string(), reason: z.string() });
type EntryDraft = z.output<typeof entryDraft>;
const EMPTY: EntryDraft = { typeCode: '', malignant: '', method: '', specimenDate: '', note: '', reason: '' };
const parseDraft = (stored: unknown): EntryDraft | null => entryDraft.safeParse(stored).data ?? null;

interface EntryFormProps {
  readonly board: CaseBoard;
  readonly study: StudyView;
  readonly view: PathologyView;
  readonly onDone: () => void;
}

/** Entry or correction of the report; what is typed is kept until it is stored. */
export function PathologyEntryForm({ board, study, view, onDone }: EntryFormProps) {
  const t = useWords(pathologyWords);
  const local = useLocal();
  const toast = useToast();
  const [draft, setDraft, clear] = useDraft<EntryDraft>(`pathology:${board.caseId}`, EMPTY, parseDraft);
  const enter = useEnterPathology(board.caseId, view.version);
  const correction = view.report !== null;
  const type = study.lesionTypes.find((candidate) => candidate.code === draft.typeCode);
  const asksVerdict = type !== undefined && type.malignant === null;
  const ready = type !== undefined && draft.method !== '' && isPlainDate(draft.specimenDate) && (!correction || draft.reason.trim().length >= 3);
  const set = (part: Partial<EntryDraft>) => setDraft({ ...draft, ...part });
  const send = () =>
    enter.mutate(
      { typeCode: draft.typeCode, malignant: asksVerdict && draft.malignant !== '' ? draft.malignant === 'true' : undefined, method: draft.method, specimenDate: draft.specimenDate, note: draft.note.trim() || null, reasonForChange: correction ? draft.reason.trim() : undefined },
      { onSuccess: () => { clear(); toast(t('saved')); onDone(); } },
    );
  return (
    <Stack gap="sm">
      <Select label={t('type')} searchable data={study.lesionTypes.map((candidate) => ({ value: candidate.code, label: local(candidate.name) }))} value={draft.typeCode || null} onChange={(typeCode) => set({ typeCode: typeCode ?? '', malignant: '' })} />
      {type?.malignant === true || type?.malignant === false ? <Text size="xs" c="dimmed">{t('verdict')}: {type.malignant ? t('malignant') : t('benign')}</Text> : null}
      {asksVerdict ? <SegmentedControl aria-label={t('verdict')} data={[{ value: '', label: '–' }, { value: 'true', label: t('malignant') }, { value: 'false', label: t('benign') }]} value={draft.malignant} onChange={(malignant) => set({ malignant })} /> : null}
      <SegmentedControl aria-label={t('method')} data={study.pathologyMethods.map((method) => ({ value: method.code, label: local(method.name) }))} value={draft.method} onChange={(method) => set({ method })} />
      <DateEntry id="specimen-date" label={t('specimenDate')} centre={board.centre} subjectCode={board.subjectCode} text={draft.specimenDate} disabled={false} error={null} onChange={(specimenDate) => set({ specimenDate })} />
      <Textarea size="sm" autosize label={asksVerdict ? t('noteOther') : t('note')} value={draft.note} onChange={(event) => set({ note: event.currentTarget.value })} />
      {correction ? <TextInput label={t('reason')} description={t('correcting')} value={draft.reason} onChange={(event) => set({ reason: event.currentTarget.value })} /> : null}
      {enter.error ? <ProblemNote error={enter.error} /> : null}
      <Group gap="sm">
        <Button disabled={!ready} loading={enter.isPending} onClick={send}>{correction ? t('correct') : t('enter')}</Button>
        {correction ? <Button variant="subtle" color="gray" onClick={() => { clear(); onDone(); }}>{t('cancel')}</Button> : null}
        {ready ? null : <Text size="xs" c="dimmed">{t('incomplete')}</Text>}
      </Group>
    </Stack>
  );
}
