'use client';
import type { PathologyView, StudyView } from '@echocohort/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useCaseBoard } from '../../components/record/use-case-board.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { useConfirmPathology } from './confirm-pathology.request.ts';
import { PathologyEntryForm } from './pathology-entry-form.tsx';
import { usePathology } from './pathology.request.ts';
import { pathologyWords } from './pathology.words.ts';

interface PathologyTabProps {
  readonly caseId: string;
  readonly study: StudyView;
  readonly locked: boolean;
}

/** The reference standard: entered by one person, confirmed by another. */
export function PathologyTab({ caseId, study, locked }: PathologyTabProps) {
  const t = useWords(pathologyWords);
  const { may } = useMe();
  const { data, error, refetch } = usePathology(caseId);
  const { data: board } = useCaseBoard(caseId);
  const [correcting, setCorrecting] = useState(false);
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data || !board) return <RowSkeletons rows={5} />;
  const writes = may('pathology.write') && !locked;
  const entering = writes && (data.report === null || correcting);
  return (
    <Stack gap="md">
      <Group justify="space-between"><StateChip state={data.status} /><Text size="xs" c="dimmed">{t('blind')}</Text></Group>
      {data.report ? <Report view={data} study={study} /> : entering ? null : <Text size="sm" c="dimmed">{t('none')}</Text>}
      {data.status === 'entered' && may('pathology.confirm') && !locked ? <Confirmation caseId={caseId} view={data} /> : null}
      {writes && data.report && !correcting ? <Group><Button variant="default" onClick={() => setCorrecting(true)}>{t('correct')}</Button></Group> : null}
      {entering ? <PathologyEntryForm board={board} study={study} view={data} onDone={() => setCorrecting(false)} /> : null}
    </Stack>
  );
}

function Report({ view, study }: { readonly view: PathologyView; readonly study: StudyView }) {
  const t = useWords(pathologyWords);
  const local = useLocal();
  const { report } = view;
  if (!report) return null;
  const type = study.lesionTypes.find((candidate) => candidate.code === report.typeCode);
  const method = study.pathologyMethods.find((candidate) => candidate.code === report.method);
  return (
    <dl className={styles.facts}>
      <dt>{t('type')}</dt><dd>{type ? local(type.name) : report.typeCode}</dd>
      <dt>{t('verdict')}</dt><dd>{report.malignant === null ? '–' : report.malignant ? t('malignant') : t('benign')}</dd>
      <dt>{t('method')}</dt><dd>{method ? local(method.name) : report.method}</dd>
      <dt>{t('specimenDate')}</dt><dd>{report.specimenDate}</dd>
      {report.note ? <><dt>{t('note')}</dt><dd>{report.note}</dd></> : null}
      <dt>{t('enteredBy')}</dt><dd>{report.enteredBy} · <Moment at={report.enteredAt} /></dd>
      <dt>{t('confirmedBy')}</dt><dd>{report.confirmedBy ?? t('notConfirmed')}{report.confirmedAt ? <> · <Moment at={report.confirmedAt} /></> : null}</dd>
    </dl>
  );
}

/** Only somebody else than the one who entered it may confirm; the button says why it is off. */
function Confirmation({ caseId, view }: { readonly caseId: string; readonly view: PathologyView }) {
  const t = useWords(pathologyWords);
  const local = useLocal();
  const toast = useToast();
  const confirm = useConfirmPathology(caseId, view.version);
  return (
    <Stack gap="sm">
      {confirm.error ? <ProblemNote error={confirm.error} /> : null}
      <Group gap="md">
        <Button disabled={view.confirmRefusal !== null} loading={confirm.isPending} onClick={() => confirm.mutate(undefined, { onSuccess: () => toast(t('confirmed')) })}>{t('confirm')}</Button>
        {view.confirmRefusal ? <Text size="sm" c="dimmed">{local(view.confirmRefusal)}</Text> : null}
      </Group>
    </Stack>
  );
}
