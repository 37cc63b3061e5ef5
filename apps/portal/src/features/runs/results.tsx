'use client';
import type { RunView } from '@echocohort/contracts';
import { Group, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart.tsx';
import { intervalText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { axisStyle, SET_LINES } from './chart-colours.ts';
import styles from './runs.module.css';
import { runsWords } from './runs.words.ts';

/** AUC with its interval and the ROC of each set; whether the external outcomes were opened, and when. */
export function Results({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const [first] = run.metrics;
  return (
    <PanelBox title={t('results')}>
      <div className={styles.results}>
        <div>
          <Table fz="sm" verticalSpacing={6}>
            <Table.Thead><Table.Tr><Table.Th>{t('set')}</Table.Th><Table.Th ta="right">{t('lesions')}</Table.Th><Table.Th ta="right">{t('malignant')}</Table.Th><Table.Th>{t('auc', { level: Math.round((first?.level ?? 0.95) * 100) })}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {run.metrics.map((metrics) => (
                <Table.Tr key={metrics.set}>
                  <Table.Td>{t(metrics.set)}</Table.Td><Table.Td ta="right">{metrics.lesions}</Table.Td><Table.Td ta="right">{metrics.malignant}</Table.Td>
                  <Table.Td>{metrics.refusal ?? <strong>{intervalText(metrics.auc, metrics.lower, metrics.upper)}</strong>}{metrics.auc !== null && metrics.lower === null ? <Text size="xs" c="dimmed">{t('noInterval')}</Text> : null}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {first ? <Text size="xs" c="dimmed" mt={4}>{t('method')}: {first.method}</Text> : null}
          <ExternalNote run={run} />
        </div>
        <RocChart run={run} />
      </div>
    </PanelBox>
  );
}

function ExternalNote({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  return (
    <Group gap="sm" mt="md" wrap="nowrap" align="flex-start">
      <StateChip state={run.externalOpenedAt ? 'opened' : 'sealed'} />
      <div>
        <Text size="sm">{run.externalOpenedAt ? t('opened') : t('sealedYet')}</Text>
        {run.registeredAt ? <Text size="xs" c="dimmed">{t('registered')} <Moment at={run.registeredAt} />{run.externalOpenedAt ? <> · {t('openedAt')} <Moment at={run.externalOpenedAt} /></> : null}</Text> : null}
      </div>
    </Group>
  );
}

function RocChart({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const drawn = useMemo(() => run.metrics.filter((metrics) => metrics.roc.length > 0), [run.metrics]);
  const option = useMemo(
    () => ({
      grid: { left: 48, right: 16, top: 28, bottom: 44 },
      legend: { top: 0, textStyle: { fontSize: 11 } },
      tooltip: { trigger: 'item' },
      xAxis: { ...axisStyle(t('fpr')), min: 0, max: 1 },
      yAxis: { ...axisStyle(t('tpr')), min: 0, max: 1, nameGap: 32 },
      series: [
        ...drawn.map((metrics) => ({
          type: 'line', name: t(metrics.set), symbol: 'none', color: SET_LINES[metrics.set].colour, lineStyle: { width: 2, type: SET_LINES[metrics.set].dash },
          data: metrics.roc.map((point) => [point.falsePositiveRate, point.truePositiveRate]),
        })),
        { type: 'line', silent: true, symbol: 'none', color: '#c9cfd4', lineStyle: { width: 1 }, data: [[0, 0], [1, 1]] },
      ],
    }),
    [drawn, t],
  );
  const sentence = t('rocSentence', { list: drawn.map((metrics) => `${t(metrics.set)} ${intervalText(metrics.auc, metrics.lower, metrics.upper)}`).join('; ') });
  return <EChart option={option} height={320} sentence={sentence} />;
}
