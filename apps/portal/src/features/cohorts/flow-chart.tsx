'use client';
import type { CohortPreviewView } from './preview-view.ts';
import { cohortBuilderRoutes, urlOf, type CohortView } from '@echocohort/contracts';
import { Anchor, Group, Modal, SegmentedControl, Skeleton, UnstyledButton } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { DrawnSvg } from '../../components/charts/drawn-svg.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useLocal, useLocale, useWords } from '../../components/words/locale-provider.tsx';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';

type Box = CohortPreviewView['boxes'][number];

/** The study's flow chart as the API draws it, and under it each box as a number that opens its cases. */
export function FlowChart({ cohort, preview, unsaved }: { readonly cohort: CohortView; readonly preview: CohortPreviewView | undefined; readonly unsaved: boolean }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const [open, setOpen] = useState<Box | null>(null);
  return (
    <PanelBox title={unsaved ? t('flowUnsaved') : t('flow')} aside={unsaved ? null : <ChartFiles cohortId={cohort.id} />}>
      {preview ? (
        <>
          <DrawnSvg className={styles.flow} svg={local(preview.flowChartSvg)} />
          <ul className={styles.boxes}>
            {preview.boxes.map((box) => (
              <li key={box.code} data-kind={box.kind}>
                <span>{local(box.label)}</span>
                <UnstyledButton className="link-button" onClick={() => setOpen(box)}>{t('counts', { lesions: box.lesions, patients: box.patients })}</UnstyledButton>
              </li>
            ))}
          </ul>
        </>
      ) : <Skeleton height={360} />}
      <Modal opened={open !== null} onClose={() => setOpen(null)} title={open ? t('listOf', { label: local(open.label) }) : ''}>
        {open ? <CaseList box={open} /> : null}
      </Modal>
    </PanelBox>
  );
}

/** The chart as a file, in the words of the guideline that the paper follows. */
function ChartFiles({ cohortId }: { readonly cohortId: string }) {
  const t = useWords(cohortsWords);
  const { locale } = useLocale();
  const [wording, setWording] = useState<'stard' | 'consort'>('stard');
  return (
    <Group gap={6} wrap="nowrap">
      <SegmentedControl size="xs" aria-label={t('wording')} data={[{ value: 'stard', label: 'STARD' }, { value: 'consort', label: 'CONSORT' }]} value={wording} onChange={(next) => setWording(next === 'consort' ? 'consort' : 'stard')} />
      {(['svg', 'png', 'pdf'] as const).map((format) => (
        <Anchor key={format} size="xs" href={urlOf('', cohortBuilderRoutes.flowChartFile, { params: { cohortId }, query: { format, wording, language: locale } })} download>{format.toUpperCase()}</Anchor>
      ))}
    </Group>
  );
}

function CaseList({ box }: { readonly box: Box }) {
  const t = useWords(cohortsWords);
  const { may } = useMe();
  if (box.cases.length === 0) return t('noCases');
  return (
    <ul className={styles.caseList}>
      {box.cases.map((entry) => <li key={entry.caseId}>{may('case.read') ? <Link href={`/cases/${entry.caseId}`}>{entry.code}</Link> : entry.code}</li>)}
    </ul>
  );
}
