'use client';
import type { FlowResult } from '@echocohort/analyses';
import { flowChartSvg } from '@echocohort/figures';
import { DrawnSvg } from '../../../components/charts/drawn-svg.tsx';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { Sourced } from '../number-cell.tsx';
import { boxSource } from '../number-sources.ts';
import { cell, ResultTable } from '../result-table.tsx';

/** The flow chart, and its boxes as a table whose numbers list their rows. */
export function FlowSection({ flow }: { readonly flow: FlowResult }) {
  const t = useWords(analysesWords);
  const local = useLocal();
  const { locale } = useLocale();
  return (
    <div className={styles.split}>
      <DrawnSvg svg={flowChartSvg(flow.boxes, locale)} className={styles.flow} />
      <ResultTable
        head={[t('box'), t('lesions'), t('patients'), t('images')]}
        rows={flow.boxes.map((box) => ({ key: box.code, cells: [cell(local(box.label)), cell(box.lesions, <Sourced text={box.lesions} of={boxSource('lesion', box.lesions, box)} />), cell(box.patients, <Sourced text={box.patients} of={boxSource('patient', box.patients, box)} />),
          box.images === null ? cell('–') : cell(box.images, <Sourced text={box.images} of={boxSource('image', box.images, box)} />)] }))}
      />
    </div>
  );
}
