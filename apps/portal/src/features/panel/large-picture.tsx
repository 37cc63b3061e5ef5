'use client';
import type { PanelCase } from '@echocohort/contracts-reading';
import { UnstyledButton } from '@mantine/core';
import { previewAddress } from '../../components/record/preview-address.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { LARGE_WIDTH } from './panel-case.request.ts';
import styles from './panel.module.css';
import { panelWords } from './panel.words.ts';

/** The chosen picture as large as the screen; Space or a click goes back, arrows go on. */
export function LargePicture({ slot, onClose }: { readonly slot: PanelCase['slots'][number]; readonly onClose: () => void }) {
  const t = useWords(panelWords);
  const local = useLocal();
  return (
    <UnstyledButton className={styles.large} onClick={onClose} aria-label={t('close')} tabIndex={-1}>
      {slot.imageId ? <img src={previewAddress(slot.imageId, LARGE_WIDTH)} alt={local(slot.name)} /> : <span>{t('noImage')}</span>}
      <span className={styles.largeCaption}><strong>{slot.code}</strong> {local(slot.name)}</span>
    </UnstyledButton>
  );
}
