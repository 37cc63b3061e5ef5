'use client';
import type { RunFailures, WrongLesion } from '@echocohort/contracts';
import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { FailureList } from './failure-list.tsx';
import { failuresWords } from './failures.words.ts';
import { useRunFailures } from './failures.requests.ts';
import { LesionMaps } from './lesion-maps.tsx';
import styles from './failures.module.css';

/** The lesions that a model calls wrongly, with what it looked at. */
export function FailuresScreen({ runId }: { readonly runId: string }) {
  const t = useWords(failuresWords);
  const { data, error, refetch } = useRunFailures(runId);
  const lead = data ? (data.cutOff === null ? t('noCutOff') : t('lead', { cutOff: data.cutOff.toFixed(3) })) : undefined;
  return (
    <>
      <PageTitle title={data ? t('title', { n: data.items.length, model: data.model }) : t('loading')} lead={lead}>
        <Button variant="default" component={Link} href={`/runs/${runId}`} leftSection={<IconArrowLeft size={15} />}>{t('back')}</Button>
      </PageTitle>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Gallery found={data} /> : error ? null : <RowSkeletons rows={4} height={96} />}
    </>
  );
}

const isSet = (text: string | null): text is WrongLesion['set'] => text === 'internal_validation' || text === 'external_validation';

function Gallery({ found }: { readonly found: RunFailures }) {
  const t = useWords(failuresWords);
  const address = useAddress();
  const set = address.get('set');
  const shown = isSet(set) ? found.items.filter((item) => item.set === set) : found.items;
  const chosen = shown.find(({ lesion }) => lesion === address.get('lesion')) ?? shown[0];
  const sealed = found.sets.some(({ state }) => state === 'sealed');
  const label = ({ set: name, state, wrong, lesions }: RunFailures['sets'][number]): string => t(state === 'open' ? 'setOpen' : state === 'sealed' ? 'setSealed' : 'setEmpty', { set: t(name), wrong, lesions });
  return (
    <>
      <div className={styles.sets}>
        <SegmentedControl size="xs" value={isSet(set) ? set : 'all'} onChange={(value) => address.set({ set: value === 'all' ? null : value, lesion: null })} data={[{ value: 'all', label: t('all', { n: found.items.length }) }, ...found.sets.map((each) => ({ value: each.set, label: label(each), disabled: each.state !== 'open' }))]} />
        {sealed ? <Text size="xs" c="dimmed">{t('sealedWhy')}</Text> : null}
      </div>
      {chosen === undefined ? <PanelBox><EmptyState title={t('none')}>{t('noneWhy')}</EmptyState></PanelBox> : (
        <div className={styles.gallery}>
          <FailureList found={found} shown={shown} chosen={chosen} onChoose={(lesion) => address.set({ lesion })} />
          <LesionMaps key={chosen.lesion} runId={found.runId} failure={chosen} risk={found.risk} />
        </div>
      )}
    </>
  );
}
