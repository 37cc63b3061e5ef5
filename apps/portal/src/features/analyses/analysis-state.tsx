'use client';
import { refusalText } from '@echocohort/analyses';
import { analysisRoutes, urlOf, type AnalysisView } from '@echocohort/contracts';
import { Alert, Button, Group, Progress, Select, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Digest } from '../../components/data/digest.tsx';
import { sizeText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { analysesWords } from './analyses.words.ts';

/** Where the shown analysis stands, its report, and the way to earlier ones. */
export function AnalysisState({ shown, items, onChoose }: { readonly shown: AnalysisView; readonly items: readonly AnalysisView[]; readonly onChoose: (id: string) => void }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const underWay = items.filter(({ status }) => status === 'queued' || status === 'running');
  return (
    <div style={{ margin: '10px 0' }}>
      {underWay.map((item) => (
        <Group key={item.id} gap="sm" wrap="nowrap" mb={6} role="status">
          <StateChip state={item.status} /><Progress value={item.progress * 100} style={{ flex: 1 }} aria-label={t('making', { n: Math.round(item.progress * 100) })} /><Text size="xs">{t('making', { n: Math.round(item.progress * 100) })}</Text>
        </Group>
      ))}
      {shown.error ? <Alert color="red" variant="light" title={t('failed')} mb={6}>{refusalText(shown.error, locale)} <span className="mono">{shown.error.code}</span></Alert> : null}
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <StateChip state={shown.status} /><Text size="xs" c="dimmed"><Moment at={shown.requestedAt} /></Text>
          {shown.resultSha256 ? <Text size="xs" c="dimmed">{t('digest')} <Digest value={shown.resultSha256} /></Text> : null}
        </Group>
        <Group gap="sm">
          {items.length > 1 ? <Select size="xs" aria-label={t('earlier')} value={shown.id} allowDeselect={false} onChange={(id) => (id === null ? undefined : onChoose(id))} data={items.map((item) => ({ value: item.id, label: item.requestedAt.slice(0, 16).replace('T', ' ') }))} /> : null}
          {shown.reportBytes === null ? null : <Button component="a" href={urlOf('', analysisRoutes.downloadReport, { params: { analysisId: shown.id } })} download title={t('downloadWhy')} leftSection={<IconDownload size={15} />}>{t('download', { size: sizeText(shown.reportBytes) })}</Button>}
        </Group>
      </Group>
    </div>
  );
}
