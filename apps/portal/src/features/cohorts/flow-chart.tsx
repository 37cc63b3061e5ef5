'use client';
import type { CohortPreviewView } from './preview-view.ts';
import { Modal, Skeleton, UnstyledButton } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { DrawnSvg } from '../../components/charts/drawn-svg.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';

type Box = CohortPreviewView['boxes'][number];

/** The study's flow chart as the API draws it, and under it each box as a number that opens its cases. */
export function FlowChart({ preview }: { readonly preview: CohortPreviewView | undefined }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const [open, setOpen] = useState<Box | null>(null);
  return (
    <PanelBox title={t('flow')}>
      {preview ? (
        <>
          <DrawnSvg className={styles.flow} svg={local(preview.flowChartSvg)} />
          <ul className={styles.boxes}>
            {preview.boxes.filter((box) => box.lesions > 0 || box.kind !== 'excluded').map((box) => (
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
