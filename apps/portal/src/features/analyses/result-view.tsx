'use client';
import type { AnalysisReport } from '@echocohort/analyses';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './analyses.module.css';
import { analysesWords } from './analyses.words.ts';
import { useAnalysisResult } from './analysis-result.request.ts';
import { IdsProvider } from './ids-drawer.tsx';
import { CalibrationSection } from './sections/calibration.section.tsx';
import { ComparisonsSection } from './sections/comparisons.section.tsx';
import { DecisionSection } from './sections/decision.section.tsx';
import { FailuresSection } from './sections/failures.section.tsx';
import { FlowSection } from './sections/flow.section.tsx';
import { IntervalSection } from './sections/interval.section.tsx';
import { MethodsSection } from './sections/methods.section.tsx';
import { NomogramSection } from './sections/nomogram.section.tsx';
import { OddsSection } from './sections/odds.section.tsx';
import { PerformanceTable } from './sections/performance.section.tsx';
import { RobustnessSection } from './sections/robustness.section.tsx';
import { RocSection } from './sections/roc.section.tsx';
import { Section } from './sections/section.tsx';
import { StrataSection } from './sections/strata.section.tsx';
import { Table1Section } from './sections/table1.section.tsx';

const ORDER = ['flow', 'table1', 'odds', 'performance', 'roc', 'comparisons', 'robustness', 'calibration', 'decisionCurve', 'nomogram', 'stratified', 'failures', 'interval', 'methods'] as const;

/** All results of one analysis, in the order of the report. */
export function ResultView({ analysisId }: { readonly analysisId: string }) {
  const t = useWords(analysesWords);
  const { data, error, refetch } = useAnalysisResult(analysisId);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={6} height={110} />;
  return (
    <IdsProvider report={data}>
      <div className={styles.desk}>
        <nav className={styles.nav} aria-label={t('sections')}>{ORDER.map((name) => <a key={name} href={`#${name}`}>{t(name)}</a>)}</nav>
        <div className={styles.sections}><Sections report={data} analysisId={analysisId} /></div>
      </div>
    </IdsProvider>
  );
}

function Sections({ report, analysisId }: { readonly report: AnalysisReport; readonly analysisId: string }) {
  const t = useWords(analysesWords);
  const { results, models } = report;
  return (
    <>
      <Section id="flow" title={t('flow')} of={results.flow}>{(flow) => <FlowSection flow={flow} />}</Section>
      <Section id="table1" title={t('table1')} of={results.table1}>{(table) => <Table1Section table={table} />}</Section>
      <Section id="odds" title={t('odds')} of={results.odds}>{(odds) => <OddsSection odds={odds} level={report.options.level} />}</Section>
      <Section id="performance" title={t('performance')} of={results.performance}>{({ cells }) => <PerformanceTable cells={cells} report={report} strata={cells.some(({ stratum }) => stratum !== null)} />}</Section>
      <Section id="roc" title={t('roc')} of={results.roc}>{(roc) => <RocSection roc={roc} report={report} />}</Section>
      <Section id="comparisons" title={t('comparisons')} of={results.comparisons}>{(comparisons) => <ComparisonsSection comparisons={comparisons} models={models} />}</Section>
      <Section id="robustness" title={t('robustness')} of={results.robustness}>{(robustness) => <RobustnessSection robustness={robustness} />}</Section>
      <Section id="calibration" title={t('calibration')} of={results.calibration}>{(calibration) => <CalibrationSection calibration={calibration} report={report} />}</Section>
      <Section id="decisionCurve" title={t('decisionCurve')} of={results.decisionCurve}>{(decision) => <DecisionSection decision={decision} models={models} />}</Section>
      <Section id="nomogram" title={t('nomogram')} of={results.nomogram}>{(nomogram) => <NomogramSection nomogram={nomogram} report={report} analysisId={analysisId} />}</Section>
      <Section id="stratified" title={t('stratified')} of={results.stratified}>{(strata) => <StrataSection strata={strata} report={report} />}</Section>
      <Section id="failures" title={t('failures')} of={results.failures}>{(failures) => <FailuresSection failures={failures} report={report} analysisId={analysisId} />}</Section>
      <Section id="interval" title={t('interval')} of={results.interval}>{(interval) => <IntervalSection interval={interval} />}</Section>
      <Section id="methods" title={t('methods')} of={{ status: 'done', value: report }}>{(whole) => <MethodsSection report={whole} />}</Section>
    </>
  );
}
