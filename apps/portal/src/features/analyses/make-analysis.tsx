'use client';
import { Button, Checkbox, Group, SegmentedControl, Text } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { analysesWords } from './analyses.words.ts';
import { useFinishedRuns } from './finished-runs.request.ts';
import { useRequestAnalysis } from './request-analysis.request.ts';

/** One click, with the newest finished model of each kind chosen already. */
export function MakeAnalysis({ snapshotId, again }: { readonly snapshotId: string; readonly again: boolean }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const toast = useToast();
  const runs = useFinishedRuns(snapshotId);
  const request = useRequestAnalysis(snapshotId);
  const [language, setLanguage] = useState<'zh' | 'en'>(locale);
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const newest = new Map([...(runs.data ?? [])].reverse().map((run) => [run.config.model, run.id]));
  const chosen = picked ?? [...newest.values()];
  const toggle = (id: string) => setPicked(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const start = () => request.mutate({ runs: [...chosen], language }, { onSuccess: () => toast(t('requested')) });
  return (
    <PanelBox title={t(again ? 'again' : 'make')} aside={<Button leftSection={<IconChartHistogram size={15} />} loading={request.isPending} disabled={runs.isPending} onClick={start}>{t('make')}</Button>}>
      <Group gap="lg" align="center">
        <Text size="sm" fw={600}>{t('chooseRuns')}</Text>
        {runs.data?.length === 0 ? <Text size="sm" c="dimmed">{t('noRuns')}</Text> : null}
        {runs.data?.map((run) => <Checkbox key={run.id} size="xs" checked={chosen.includes(run.id)} onChange={() => toggle(run.id)} label={<>{`Model-${run.config.model}`} · <Moment at={run.finishedAt ?? run.startedAt} /></>} />)}
        <SegmentedControl size="xs" aria-label={t('language')} value={language} onChange={(value) => setLanguage(value === 'zh' ? 'zh' : 'en')} data={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} />
      </Group>
      {request.error ? <ProblemNote error={request.error} /> : null}
      {runs.error ? <ProblemNote error={runs.error} onRetry={() => void runs.refetch()} /> : null}
    </PanelBox>
  );
}
