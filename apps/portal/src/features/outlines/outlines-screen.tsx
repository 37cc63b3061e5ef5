'use client';
import type { CaseBoard, ImageView, SlotView } from '@echocohort/contracts';
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import { useEffect } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useStudy } from '../../components/data/use-study.ts';
import { useCaseBoard } from '../../components/record/use-case-board.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { DrawingDesk } from './drawing-desk.tsx';
import { useImageOutlines } from './image-outlines.request.ts';
import { outlinesWords } from './outlines.words.ts';
import { SlotStrip } from './slot-strip.tsx';
import styles from './outlines.module.css';

/** A slot with the image that can be drawn on. */
export interface DrawnSlot {
  readonly slot: SlotView;
  readonly image: ImageView;
}

const drawableSlots = (board: CaseBoard, slots: readonly SlotView[]): DrawnSlot[] =>
  slots.filter(({ role }) => role !== 'cine').flatMap((slot) => {
    const image = board.slots.find(({ code }) => code === slot.code)?.image ?? null;
    return image === null ? [] : [{ slot, image }];
  });

/** Drawing on the images of one case, one after the other. */
export function OutlinesScreen({ caseId }: { readonly caseId: string }) {
  const t = useWords(outlinesWords);
  const board = useCaseBoard(caseId);
  const study = useStudy();
  if (board.error && !board.data) return <ProblemNote error={board.error} onRetry={() => void board.refetch()} />;
  if (study.error) return <ProblemNote error={study.error} onRetry={() => void study.refetch()} />;
  if (!board.data || !study.data) return <RowSkeletons rows={3} height={160} />;
  const drawn = drawableSlots(board.data, study.data.slots);
  return (
    <>
      <PageTitle title={<>{t('title')} · {board.data.code}</>} lead={t('lead')}>
        <Button variant="default" component={Link} href={`/cases/${caseId}`} leftSection={<IconArrowLeft size={15} />}>{t('back')}</Button>
      </PageTitle>
      {drawn.length === 0 ? <EmptyState title={t('noImages')} /> : <Images drawn={drawn} />}
    </>
  );
}

function Images({ drawn }: { readonly drawn: readonly DrawnSlot[] }) {
  const address = useAddress();
  const wanted = address.get('slot');
  const found = drawn.findIndex(({ slot }) => slot.code === wanted);
  const index = Math.max(0, found);
  const go = (step: number) => address.set({ slot: drawn[Math.min(drawn.length - 1, Math.max(0, index + step))]?.slot.code ?? null });
  useArrows(go);
  const chosen = drawn[index];
  if (!chosen) return null;
  return (
    <div className={styles.desk}>
      <SlotStrip drawn={drawn} chosen={chosen.slot.code} onChoose={(code) => address.set({ slot: code })} />
      <ChosenImage key={chosen.image.id} chosen={chosen} />
    </div>
  );
}

function ChosenImage({ chosen }: { readonly chosen: DrawnSlot }) {
  const { data, error, refetch } = useImageOutlines(chosen.image.id);
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={1} height={420} />;
  return <DrawingDesk chosen={chosen} drawn={data} />;
}

/** Left and right go through the images, unless something that uses arrows itself has the focus. */
function useArrows(go: (step: number) => void): void {
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || (target instanceof Element && target.closest('input, textarea, select, circle, [role="radiogroup"]'))) return;
      if (event.key === 'ArrowRight') go(1);
      else if (event.key === 'ArrowLeft') go(-1);
    };
    globalThis.addEventListener('keydown', pressed);
    return () => globalThis.removeEventListener('keydown', pressed);
  });
}
