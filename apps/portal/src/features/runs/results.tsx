'use client';
import { methodName } from '@echocohort/analyses';
import type { RunView } from '@echocohort/contracts';
import { Group, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import { intervalText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { SET_LINES } from './chart-colours.ts';
import { noFigureText, outcomesKnown } from './no-figure-words.ts';
import { RocChart } from './roc-chart.tsx';
import styles from './runs.module.css';
import { runsWords } from './runs.words.ts';

/** AUC with its interval and the ROC of each set; whether the external outcomes were opened, and when. */
export function Results({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const { locale } = useLocale();
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
                  <Table.Td>{t(metrics.set)}</Table.Td><Table.Td ta="right">{metrics.lesions}</Table.Td><Table.Td ta="right">{outcomesKnown(metrics.refusal) ? metrics.malignant : '–'}</Table.Td>
                  <Table.Td>{metrics.refusal !== null ? noFigureText(metrics.refusal, locale) : <strong>{intervalText(metrics.auc, metrics.lower, metrics.upper)}</strong>}{metrics.auc !== null && metrics.lower === null ? <Text size="xs" c="dimmed">{t('noInterval')}</Text> : null}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {first ? <Text size="xs" c="dimmed" mt={4}>{t('method')}: {methodName(first.method, locale)}</Text> : null}
          <ExternalNote run={run} />
        </div>
        <SetCurves run={run} />
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

function SetCurves({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const curves = useMemo(
    () => run.metrics.filter(({ roc }) => roc.length > 0).map(({ set, roc, auc, lower, upper }) => ({ name: t(set), ...SET_LINES[set], width: 2, points: roc, area: intervalText(auc, lower, upper) })),
    [run.metrics, t],
  );
  return <RocChart curves={curves} height={320} />;
}
