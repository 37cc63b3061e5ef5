'use client';
import type { CaseBoard, SlotView, StudyView } from '@echocohort/contracts';
import { UnstyledButton } from '@mantine/core';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { previewAddress } from '../../components/record/preview-address.ts';
import { ViewScheme } from '../../components/record/view-scheme.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { boardWords } from './board.words.ts';

const ROLE_ORDER = ['lesion', 'background', 'feature', 'cine'] as const;

/** The slots in protocol order, grouped by what they are for; lesion slots first and larger. */
export function SlotGroups({ board, study }: { readonly board: CaseBoard; readonly study: StudyView }) {
  const t = useWords(boardWords);
  const slots = [...study.slots].sort((a, b) => a.order - b.order);
  return (
    <div className={styles.groups}>
      {ROLE_ORDER.map((role) => {
        const group = slots.filter((slot) => slot.role === role);
        if (group.length === 0) return null;
        return (
          <section key={role} className={role === 'lesion' || role === 'background' ? styles.groupWide : styles.groupNarrow}>
            <h2 className={styles.groupHead}>{t(`role_${role}`)}</h2>
            <div className={role === 'lesion' ? styles.tilesLarge : styles.tiles}>
              {group.map((slot) => <SlotTile key={slot.code} slot={slot} board={board} />)}
            </div>
          </section>
        );
      })}
    </div>
  );
}

function SlotTile({ slot, board }: { readonly slot: SlotView; readonly board: CaseBoard }) {
  const t = useWords(boardWords);
  const local = useLocal();
  const address = useAddress();
  const held = board.slots.find((candidate) => candidate.code === slot.code);
  const image = held?.image ?? null;
  const status = held?.status ?? 'missing';
  const optional = !slot.counted;
  return (
    <UnstyledButton className={styles.tile} data-status={status} data-slot={slot.code} aria-label={t('enlarge', { slot: slot.code })} onClick={() => address.set({ slot: slot.code })}>
      <span className={image ? styles.picture : styles.scheme}>
        {image ? <img src={previewAddress(image.id, 320)} alt={local(slot.name)} loading="lazy" /> : <ViewScheme role={slot.role} imageType={slot.imageType} />}
      </span>
      <span className={styles.caption}>
        <span className={styles.captionName}><strong>{slot.code}</strong> {local(slot.name)}</span>
        {image ? null : <span className={styles.view}>{local(slot.view)}</span>}
        {status === 'missing' && optional ? <span className={styles.optional}>{t('optional')}</span> : <StateChip state={status} count={held && held.findings.length > 0 ? held.findings.length : undefined} />}
      </span>
    </UnstyledButton>
  );
}
