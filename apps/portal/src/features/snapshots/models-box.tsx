'use client';
import { runConfig, type RunConfigView, type RunView } from '@echocohort/contracts';
import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { intervalText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useSnapshotRuns } from './snapshot-runs.request.ts';
import { snapshotsWords } from './snapshots.words.ts';
import { useStartRun } from './start-run.request.ts';

/** Models that were made from the snapshot, and the start of another. */
export function ModelsBox({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(snapshotsWords);
  const { may } = useMe();
  const { data, error, refetch } = useSnapshotRuns(snapshotId, true);
  return (
    <PanelBox title={t('models')} aside={may('run.start') ? <StartRun snapshotId={snapshotId} /> : null}>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={2} /> : data.length === 0 ? <Text size="sm" c="dimmed">{t('noModels')}</Text> : (
        <Stack gap="sm">{data.map((run) => <RunRow key={run.id} run={run} />)}</Stack>
      )}
    </PanelBox>
  );
}

function RunRow({ run }: { readonly run: RunView }) {
  const t = useWords(snapshotsWords);
  const external = run.metrics.find((metrics) => metrics.set === 'external_validation');
  return (
    <Group justify="space-between" gap="sm">
      <Link href={`/runs/${run.id}`}>Model-{run.config.model} · {run.config.width} · {run.config.imageSize}²</Link>
      {external ? <Text size="sm">{t('auc')} {intervalText(external.auc, external.lower, external.upper)}</Text> : null}
      <StateChip state={run.status} />
      <Text size="xs" c="dimmed"><Moment at={run.startedAt} /></Text>
    </Group>
  );
}

const FIGURES = [
  ['width', 4, 64],
  ['imageSize', 32, 224],
  ['epochs', 1, 200],
  ['batchSize', 4, 64],
  ['seed', 0, 2147483647],
] as const;
const ENGINES = ['auto', 'tfjs-node', 'wasm-blas', 'wasm'] as const;
const MODELS = ['L', 'LB', 'LBC'] as const;

function StartRun({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(snapshotsWords);
  const router = useRouter();
  const toast = useToast();
  const start = useStartRun(snapshotId);
  const [asking, setAsking] = useState(false);
  const [config, setConfig] = useState<RunConfigView>(() => runConfig.parse({}));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate(config, { onSuccess: (run) => { toast(t('started')); router.push(`/runs/${run.id}`); } });
  };
  return (
    <>
      <Button leftSection={<IconPlayerPlay size={15} />} onClick={() => setAsking(true)}>{t('train')}</Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('trainTitle')}>
        <form onSubmit={submit}>
          <Stack gap="md">
            <SimpleGrid cols={2} spacing="sm">
              <Select label={t('model')} data={MODELS.map((model) => ({ value: model, label: `Model-${model}` }))} value={config.model} allowDeselect={false} onChange={(next) => setConfig({ ...config, model: MODELS.find((model) => model === next) ?? 'L' })} />
              {FIGURES.map(([name, min, max]) => <NumberInput key={name} size="sm" label={t(name)} min={min} max={max} allowDecimal={false} required value={config[name] ?? ''} onChange={(next) => setConfig({ ...config, [name]: Number(next) })} />)}
              <Select label={t('engine')} data={[...ENGINES]} value={config.engine} onChange={(next) => setConfig({ ...config, engine: ENGINES.find((engine) => engine === next) ?? 'auto' })} />
            </SimpleGrid>
            {start.error ? <ProblemNote error={start.error} /> : null}
            <Button type="submit" loading={start.isPending}>{t('train')}</Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
