'use client';
import type { CohortDefinitionView, CohortView, StudyView } from '@echocohort/contracts';
import { Alert, Stack } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useStudy } from '../../components/data/use-study.ts';
import { useUnsavedGuard } from '../../components/data/use-unsaved-guard.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { BaselineBox } from './baseline-box.tsx';
import { useCohortPreview } from './cohort-preview.request.ts';
import { useCohort } from './cohort.request.ts';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';
import { finishedOf } from './conditions.ts';
import { useDefinitionPreview } from './definition-preview.request.ts';
import { DefinitionSentences } from './definition-sentences.tsx';
import { FlowChart } from './flow-chart.tsx';
import { LockFoot } from './lock-foot.tsx';
import { SetsByCentre } from './sets-by-centre.tsx';
import { VersionsBox } from './versions-box.tsx';

/** One cohort: who belongs to it, what that leaves, how it is split, and the lock. */
export function CohortScreen({ cohortId }: { readonly cohortId: string }) {
  const { data: cohort, error, refetch } = useCohort(cohortId);
  const study = useStudy();
  if (error && !cohort) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (study.error) return <ProblemNote error={study.error} onRetry={() => void study.refetch()} />;
  if (!cohort || !study.data) return <RowSkeletons rows={6} height={80} />;
  return <LoadedCohort cohort={cohort} study={study.data} />;
}

function LoadedCohort({ cohort, study }: { readonly cohort: CohortView; readonly study: StudyView }) {
  const t = useWords(cohortsWords);
  const preview = useCohortPreview(cohort.id, cohort.version);
  const [edited, setEdited] = useState<CohortDefinitionView | null>(null);
  const written = edited ? finishedOf(edited) : null;
  const unsaved = useDefinitionPreview(written?.definition ?? null);
  useUnsavedGuard(edited !== null);
  const shown = edited !== null && unsaved.data ? unsaved.data : preview.data;
  const counts = shown ? t('counts', { lesions: shown.lesions, patients: shown.patients }) : '…';
  const locked = cohort.status === 'locked';
  return (
    <>
      <PageTitle title={`${cohort.name} · ${counts}`} lead={<StateChip state={cohort.status} />}><BaselineBox cohort={cohort} edited={edited !== null} /></PageTitle>
      {locked ? <Alert mb="md" p="sm" color="gray" variant="light" icon={<IconLock size={16} />}>{t('lockedNote')} {cohort.snapshotId ? <Link href={`/snapshots/${cohort.snapshotId}`}>{t('open')}</Link> : null}</Alert> : null}
      {edited !== null && unsaved.error ? <ProblemNote error={unsaved.error} /> : null}
      {preview.error ? <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      <div className={styles.columns}>
        <DefinitionSentences cohort={cohort} study={study} edited={edited} unfinished={written?.unfinished ?? 0} onEdit={setEdited} />
        <FlowChart cohort={cohort} preview={shown} unsaved={edited !== null} counting={edited !== null ? unsaved.isFetching : preview.isPlaceholderData} />
        <Stack gap="md">
          <SetsByCentre cohort={cohort} definition={written?.definition ?? cohort.definition} preview={shown} />
          <VersionsBox cohort={cohort} />
        </Stack>
      </div>
      {locked ? null : <LockFoot cohort={cohort} preview={preview.data} edited={edited !== null} />}
    </>
  );
}
