'use client';
import { UnstyledButton } from '@mantine/core';
import { previewAddress } from '../../components/record/preview-address.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { useImageOutlines } from './image-outlines.request.ts';
import type { DrawnSlot } from './outlines-screen.tsx';
import styles from './outlines.module.css';
import { outlinesWords } from './outlines.words.ts';

/** The case's images in protocol order, each with whether something is drawn on it. */
export function SlotStrip({ drawn, chosen, onChoose }: { readonly drawn: readonly DrawnSlot[]; readonly chosen: string; readonly onChoose: (code: string) => void }) {
  const t = useWords(outlinesWords);
  return (
    <nav className={styles.strip} aria-label={t('slots')}>
      {drawn.map((each) => <StripSlot key={each.image.id} each={each} current={each.slot.code === chosen} onChoose={onChoose} />)}
    </nav>
  );
}

function StripSlot({ each: { slot, image }, current, onChoose }: { readonly each: DrawnSlot; readonly current: boolean; readonly onChoose: (code: string) => void }) {
  const t = useWords(outlinesWords);
  const local = useLocal();
  const { data } = useImageOutlines(image.id);
  const shapes = data?.outlines.filter(({ shape }) => shape !== 'none').length ?? 0;
  return (
    <UnstyledButton className={styles.slot} aria-current={current} onClick={() => onChoose(slot.code)}>
      <img src={previewAddress(image.id, 160)} alt="" />
      <span><strong>{slot.code}</strong> {local(slot.name)}<br /><span className={styles.state}>{data ? (shapes > 0 ? `✓ ${t('drawn')}` : `○ ${t('notDrawn')}`) : '…'}</span></span>
    </UnstyledButton>
  );
}
