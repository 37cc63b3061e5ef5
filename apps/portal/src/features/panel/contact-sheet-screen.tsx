'use client';
import type { PanelCase } from '@echocohort/contracts-reading';
import { Button, Skeleton, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ContactSheet } from './contact-sheet.tsx';
import { useDecide } from './decide-case.request.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { LargePicture } from './large-picture.tsx';
import { MarksPanel } from './marks-panel.tsx';
import { usePanelCase, useNextLoaded } from './panel-case.request.ts';
import { usePanelQueue } from './panel-queue.request.ts';
import styles from './panel.module.css';
import { panelWords } from './panel.words.ts';
import { ScreenFoot } from './screen-foot.tsx';
import { toggled, undone, worded, type StagedQuery } from './staged-queries.ts';
import { usePanelKeys } from './use-panel-keys.ts';
import { useSitting } from './use-sitting.ts';

/** One case of the queue, full screen and dark. */
export function ContactSheetScreen({ caseId }: { readonly caseId: string }) {
  const { data, error, refetch } = usePanelCase(caseId);
  if (error && !data) return <div className={styles.screen}><ProblemNote error={error} onRetry={() => void refetch()} /></div>;
  if (!data) return <div className={styles.screen}><Skeleton height="100%" /></div>;
  return <Sheet key={caseId} found={data} />;
}

/** Where this case stands in the queue, and which come before and after it. */
function useNeighbours(caseId: string) {
  const { data: queue } = usePanelQueue();
  const index = queue?.items.findIndex((item) => item.caseId === caseId) ?? -1;
  const others = queue?.items.filter((item) => item.caseId !== caseId) ?? [];
  const next = (index >= 0 ? queue?.items[index + 1] : undefined) ?? others[0];
  const previous = index > 0 ? queue?.items[index - 1] : undefined;
  return { queue, index, next: next?.caseId ?? null, previous: previous?.caseId ?? null };
}

function Sheet({ found }: { readonly found: PanelCase }) {
  const t = useWords(panelWords);
  const router = useRouter();
  const toast = useToast();
  const [staged, setStaged] = useState<readonly StagedQuery[]>([]);
  const [chosen, setChosen] = useState(0);
  const [large, setLarge] = useState(false);
  const [help, setHelp] = useState(false);
  const { queue, index, next, previous } = useNeighbours(found.caseId);
  const nextLoaded = useNextLoaded(next);
  const sitting = useSitting();
  const decide = useDecide(found, (sent) => setStaged((now) => now.filter((query) => query !== sent)));
  const slots = found.slots;
  const slot = slots[Math.min(chosen, slots.length - 1)];
  const live = found.queries.some((query) => query.status !== 'closed');
  const waiting = found.state === 'complete' && !live;
  const verdict = () => {
    if (decide.isPending || (!waiting && staged.length === 0)) return;
    const accepting = staged.length === 0;
    decide.mutate(accepting ? { kind: 'accept' } : { kind: 'query', queries: staged }, {
      onSuccess: () => {
        sitting.count();
        toast(t(accepting ? 'accepted' : 'raised', { code: found.code }));
        router.replace(next ? `/panel/${next}` : '/panel');
      },
    });
  };
  const mark = (reasonCode: string) => slot && setStaged(toggled(staged, slot.code, reasonCode));
  const back = () => (staged.length > 0 ? setStaged(undone(staged)) : previous ? router.replace(`/panel/${previous}`) : undefined);
  usePanelKeys({ slots, chosen, reasons: found.reasons, onChoose: setChosen, onMark: mark, onVerdict: verdict, onBack: back, onLarge: () => setLarge(!large), onHelp: () => setHelp(!help), onLeave: () => (help ? setHelp(false) : large ? setLarge(false) : router.push('/panel')) });
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <Text fw={600}>{found.code}</Text>
        <StateChip state={found.state} />
        <Text size="xs" c="dimmed">{t('protocol', { v: found.protocolVersion })}</Text>
        <span style={{ flex: 1 }} />
        {waiting || staged.length > 0 ? <Button loading={decide.isPending} onClick={verdict}>{staged.length === 0 ? t('accept') : t('raise', { n: staged.length })}</Button> : <Text size="sm" c="dimmed">{live ? t('closeFirst') : t('notWaiting')}</Text>}
        <Button variant="default" onClick={() => setHelp(true)}>? {t('keys')}</Button>
        <Button variant="default" onClick={() => router.push('/panel')}>{t('back')}</Button>
      </header>
      {decide.error ? <ProblemNote error={decide.error} /> : null}
      <div className={styles.body}>
        <ContactSheet slots={slots} chosen={chosen} staged={staged} onChoose={setChosen} onLarge={() => setLarge(true)} />
        <MarksPanel found={found} slot={slot?.code ?? null} staged={staged} onMark={mark} onWords={(query, text) => setStaged(worded(staged, query.slot, query.reasonCode, text))} />
      </div>
      <ScreenFoot index={index} waiting={queue?.waiting ?? null} pace={sitting.pace} next={next === null ? 'last' : nextLoaded ? 'nextLoaded' : 'loadingNext'} />
      {large && slot ? <LargePicture slot={slot} onClose={() => setLarge(false)} /> : null}
      <KeysDialog open={help} onClose={() => setHelp(false)} />
    </div>
  );
}
