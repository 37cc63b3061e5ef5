'use client';
import type { CohortPreviewView } from './preview-view.ts';
import { cohortBuilderRoutes, urlOf, type CohortView } from '@echocohort/contracts';
import { Anchor, Group, Modal, SegmentedControl, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { useCallback, useState } from 'react';
import { DrawnSvg } from '../../components/charts/drawn-svg.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useLocal, useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { CaseList } from './case-list.tsx';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';

/** The study's flow chart as the API draws it; a number in it, or in the list under it, opens its cases. Which list is open stands in the address. */
export function FlowChart({ cohort, preview, unsaved, counting }: { readonly cohort: CohortView; readonly preview: CohortPreviewView | undefined; readonly unsaved: boolean; readonly counting: boolean }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const address = useAddress();
  const boxes = preview?.boxes;
  const open = boxes?.find(({ code }) => code === address.get('box')) ?? null;
  const show = (code: string) => address.open({ box: code });
  const label = useCallback((code: string) => {
    const box = boxes?.find((each) => each.code === code);
    return box ? `${local(box.label)}: ${t('counts', { lesions: box.lesions, patients: box.patients })}` : null;
  }, [boxes, local, t]);
  return (
    <PanelBox title={unsaved ? t('flowUnsaved') : t('flow')} aside={unsaved ? null : <ChartFiles cohortId={cohort.id} />}>
      {preview ? (
        <div aria-busy={counting} className={counting ? styles.counting : undefined}>
          {counting ? <Text size="xs" c="var(--ec-waiting)" role="status">{t('counting')}</Text> : null}
          <DrawnSvg className={styles.flow} svg={local(preview.flowChartSvg)} pick={{ label, onPick: show }} />
          <ul className={styles.boxes} aria-label={t('boxes')}>
            {preview.boxes.map((box) => (
              <li key={box.code} data-kind={box.kind}>
                <span>{local(box.label)}</span>
                <UnstyledButton className="link-button" data-box-link={box.code} onClick={() => show(box.code)}>{t('counts', { lesions: box.lesions, patients: box.patients })}</UnstyledButton>
              </li>
            ))}
          </ul>
        </div>
      ) : <Skeleton height={360} />}
      <Modal opened={open !== null} onClose={() => address.close({ box: null })} size={640} title={open ? t('listOf', { label: local(open.label) }) : ''}>
        {open ? <CaseList name={open.code} cases={open.cases} patients={open.patients} /> : null}
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
        <Anchor key={format} size="xs" aria-label={t('chartFile', { format: format.toUpperCase(), wording: wording.toUpperCase() })} href={urlOf('', cohortBuilderRoutes.flowChartFile, { params: { cohortId }, query: { format, wording, language: locale } })} download>{format.toUpperCase()}</Anchor>
      ))}
    </Group>
  );
}
