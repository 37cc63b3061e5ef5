'use client';
import type { PanelCase } from '@echocohort/contracts-reading';
import { UnstyledButton } from '@mantine/core';
import { previewAddress } from '../../components/record/preview-address.ts';
import { ViewScheme } from '../../components/record/view-scheme.tsx';
import { TONES } from '../../components/theme/state-tokens.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { SHEET_WIDTH } from './panel-case.request.ts';
import styles from './panel.module.css';
import { panelWords } from './panel.words.ts';
import type { StagedQuery } from './staged-queries.ts';

type Slot = PanelCase['slots'][number];

interface SheetProps {
  readonly slots: readonly Slot[];
  readonly chosen: number;
  readonly staged: readonly StagedQuery[];
  readonly onChoose: (index: number) => void;
  readonly onLarge: () => void;
}

/** All pictures of the case at once: lesion views larger, in protocol order. */
export function ContactSheet({ slots, chosen, staged, onChoose, onLarge }: SheetProps) {
  const numbered = slots.map((slot, index) => ({ slot, index }));
  const lesion = numbered.filter(({ slot }) => slot.role === 'lesion');
  const other = numbered.filter(({ slot }) => slot.role !== 'lesion');
  const tile = ({ slot, index }: { readonly slot: Slot; readonly index: number }) => (
    <Tile key={slot.code} slot={slot} chosen={index === chosen} marks={staged.filter((query) => query.slot === slot.code).length} onChoose={() => onChoose(index)} onLarge={onLarge} />
  );
  return (
    <div className={styles.sheet}>
      <div className={styles.lesion} style={{ gridTemplateColumns: `repeat(${Math.max(1, lesion.length)}, minmax(0, 1fr))` }}>{lesion.map(tile)}</div>
      <div className={styles.other} style={{ gridTemplateColumns: `repeat(${Math.max(1, Math.ceil(other.length / 2))}, minmax(0, 1fr))` }}>{other.map(tile)}</div>
    </div>
  );
}

function Tile({ slot, chosen, marks, onChoose, onLarge }: { readonly slot: Slot; readonly chosen: boolean; readonly marks: number; readonly onChoose: () => void; readonly onLarge: () => void }) {
  const t = useWords(panelWords);
  const local = useLocal();
  const Mark = TONES.blocked.icon;
  return (
    <UnstyledButton className={styles.tile} data-chosen={chosen} data-slot={slot.code} tabIndex={-1} aria-pressed={chosen} onClick={onChoose} onDoubleClick={onLarge}>
      {slot.imageId ? <img src={previewAddress(slot.imageId, SHEET_WIDTH)} alt={local(slot.name)} draggable={false} /> : <span className={styles.empty}><ViewScheme role={slot.role} imageType="" /></span>}
      <span className={styles.caption}>
        <strong>{slot.code}</strong> <span className={styles.name}>{slot.imageId ? local(slot.name) : t('noImage')}</span>
        {slot.findings.length > 0 ? <span style={{ color: TONES.deviation.colour }}>~ {slot.findings.length}</span> : null}
        {marks > 0 ? <span style={{ color: TONES.blocked.colour }}><Mark size={13} aria-hidden /> {marks}</span> : null}
      </span>
    </UnstyledButton>
  );
}
