'use client';
import { refusedChoice, usualChoice } from '@echocohort/analyses';
import { localText } from '@echocohort/contracts-reading';
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
  const networks = (runs.data ?? []).map((run) => ({ run, model: run.config.model, fold: run.crossValidation === null ? null : run.crossValidation.fold - 1 }));
  const chosen = picked ?? usualChoice(networks).map(({ run }) => run.id);
  const clash = refusedChoice(networks.filter(({ run }) => chosen.includes(run.id)));
  const sentence = localText.safeParse(clash?.facts?.['sentence']).data;
  const toggle = (id: string) => setPicked(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const start = () => request.mutate({ runs: [...chosen], language }, { onSuccess: () => toast(t('requested')) });
  return (
    <PanelBox title={t(again ? 'again' : 'make')} aside={<Button leftSection={<IconChartHistogram size={15} />} loading={request.isPending} disabled={runs.isPending || clash !== null} onClick={start}>{t('make')}</Button>}>
      <Group gap="lg" align="center">
        <Text size="sm" fw={600}>{t('chooseRuns')}</Text>
        {runs.data?.length === 0 ? <Text size="sm" c="dimmed">{t('noRuns')}</Text> : null}
        {networks.map(({ run, model }) => (
          <Checkbox
            key={run.id} size="xs" checked={chosen.includes(run.id)} onChange={() => toggle(run.id)}
            label={<>{`Model-${model}`}{run.crossValidation === null ? '' : ` · ${t('fold', { n: run.crossValidation.fold, of: run.crossValidation.of })}`} · <Moment at={run.finishedAt ?? run.startedAt} /></>}
          />
        ))}
        <SegmentedControl size="xs" aria-label={t('language')} value={language} onChange={(value) => setLanguage(value === 'zh' ? 'zh' : 'en')} data={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} />
      </Group>
      {sentence ? <Text size="sm" c="red" role="alert" mt="xs">{sentence[locale]}</Text> : null}
      {networks.some(({ model }) => model === 'LBC') ? <Text size="xs" c="dimmed" mt={4}>{t('lbcWhy')}</Text> : null}
      {request.error ? <ProblemNote error={request.error} /> : null}
      {runs.error ? <ProblemNote error={runs.error} onRetry={() => void runs.refetch()} /> : null}
    </PanelBox>
  );
}
