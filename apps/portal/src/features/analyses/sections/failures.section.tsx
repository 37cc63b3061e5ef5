'use client';
import { analysisRoutes, runRoutes, urlOf } from '@echocohort/contracts';
import type { AnalysisReport, FailureResult } from '@echocohort/analyses';
import { decimals, GROUP_LABELS, modelLabel } from '@echocohort/figures';
import { Text } from '@mantine/core';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { Sourced } from '../number-cell.tsx';
import { cutOffSource, failureSource } from '../number-sources.ts';
import { cell, ResultTable } from '../result-table.tsx';

interface FailuresProps {
  readonly failures: FailureResult;
  readonly report: AnalysisReport;
  readonly analysisId: string;
}

/** The lesions that each model gets most wrong, with the maps that its bundle holds or that the analysis made. */
export function FailuresSection({ failures, report, analysisId }: FailuresProps) {
  const { models } = report;
  const t = useWords(analysesWords);
  const local = useLocal();
  const { locale } = useLocale();
  const map = (key: string, src: string, lesion: string) => <a key={key} href={src} target="_blank" rel="noreferrer"><img className={styles.map} src={src} alt={`${t('map')} ${lesion}`} loading="lazy" /></a>;
  const mapsOf = ({ model, attentionMaps, madeMap, lesion }: FailureResult['rows'][number]) => {
    const runId = models.find(({ code }) => code === model)?.runId ?? null;
    if (runId !== null && attentionMaps.length > 0) return <div className={styles.maps}>{attentionMaps.map((path) => map(path, urlOf('', runRoutes.bundleFile, { params: { runId, file: path } }), lesion))}</div>;
    return madeMap === null ? '–' : map(madeMap.sha256, urlOf('', analysisRoutes.analysisMap, { params: { analysisId, map: madeMap.sha256 } }), lesion);
  };
  if (failures.rows.length === 0) return <Text size="sm" c="dimmed">{t('noFailures')}</Text>;
  return (
    <>
      <div className={styles.failures}><ResultTable
        texts={5} head={[t('model'), t('set'), t('lesions'), t('kind'), t('histology'), t('score'), t('cutOff'), t('diameter'), t('map')]}
        rows={failures.rows.map((row) => ({
          key: `${row.model} ${row.group} ${row.lesion}`,
          cells: [cell(modelLabel(models, row.model, locale)), cell(GROUP_LABELS[row.group][locale]), cell(row.lesion), cell(t(row.kind)), cell(row.histologyLabel ? local(row.histologyLabel) : '–'), cell(decimals(row.score, 3), <Sourced text={decimals(row.score, 3)} of={failureSource('prediction', row)} />), cell(decimals(row.cutOff, 3), <Sourced text={decimals(row.cutOff, 3)} of={cutOffSource(report, row.model)} />),
            row.diameter === null ? cell('–') : cell(decimals(row.diameter, 1), <Sourced text={decimals(row.diameter, 1)} of={failureSource('record', row)} />), cell('', mapsOf(row))],
        }))}
      /></div>
      <Text size="xs" c="dimmed">{t('mapsWhy')}</Text>
    </>
  );
}
