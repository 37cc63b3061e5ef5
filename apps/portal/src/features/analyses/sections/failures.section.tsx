'use client';
import { runRoutes, urlOf } from '@echocohort/contracts';
import type { AnalysisReport, FailureResult } from '@echocohort/analyses';
import { decimals, GROUP_LABELS, modelLabel } from '@echocohort/figures';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { cell, ResultTable } from '../result-table.tsx';

/** The lesions that each model gets most wrong, with the maps that its bundle holds. */
export function FailuresSection({ failures, models }: { readonly failures: FailureResult; readonly models: AnalysisReport['models'] }) {
  const t = useWords(analysesWords);
  const local = useLocal();
  const { locale } = useLocale();
  const mapsOf = (model: string, paths: readonly string[], lesion: string) => {
    const runId = models.find(({ code }) => code === model)?.runId ?? null;
    if (runId === null || paths.length === 0) return '–';
    return paths.map((path) => <img key={path} className={styles.map} src={urlOf('', runRoutes.bundleFile, { params: { runId, file: path } })} alt={`${t('map')} ${lesion}`} loading="lazy" />);
  };
  return (
    <ResultTable
      texts={5} head={[t('model'), t('set'), t('lesions'), t('kind'), t('histology'), t('score'), t('cutOff'), t('diameter'), t('map')]}
      rows={failures.rows.map((row) => ({
        key: `${row.model} ${row.group} ${row.lesion}`,
        cells: [cell(modelLabel(models, row.model, locale)), cell(GROUP_LABELS[row.group][locale]), cell(row.lesion), cell(t(row.kind)), cell(row.histologyLabel ? local(row.histologyLabel) : '–'), cell(decimals(row.score, 3)), cell(decimals(row.cutOff, 3)),
          cell(row.diameter === null ? '–' : decimals(row.diameter, 1)), cell(row.attentionMaps.join(' '), mapsOf(row.model, row.attentionMaps, row.lesion))],
      }))}
    />
  );
}
