'use client';
import { Button, Loader, Text, UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../../components/words/locale-provider.tsx';
import type { IntakeFile } from '../intake-files.ts';
import type { Picture } from '../prepared-file.ts';
import { reviewWords } from '../review.words.ts';
import type { Intake } from '../use-intake-files.ts';
import { DrawnPicture } from './drawn-picture.tsx';
import styles from './review.module.css';

interface BatchSheetProps {
  readonly batch: readonly IntakeFile[];
  readonly show: Intake['show'];
  readonly onApprove: () => void;
  readonly onOpen: (id: number) => void;
  readonly onLeave: () => void;
}

/** All pictures of one layout as they would be sent, on one sheet: approved together after a look at each, or opened one by one. */
export function BatchSheet({ batch, show, onApprove, onOpen, onLeave }: BatchSheetProps) {
  const t = useWords(reviewWords);
  const pictures = useCleanPictures(batch, show);
  const first = useRef<HTMLButtonElement>(null);
  const ready = batch.every((file) => pictures.has(file.id));
  useEffect(() => {
    if (ready) first.current?.focus();
  }, [ready]);
  return (
    <section className={styles.sheet} aria-label={t('batchTitle', { n: batch.length })}>
      <header className={styles.head}>
        <Text fw={600}>{t('batchTitle', { n: batch.length })}</Text>
        <Text size="sm" c="dimmed">{t('batchLead')}</Text>
      </header>
      <div className={styles.sheetGrid}>
        {batch.map((file) => (
          <UnstyledButton key={file.id} className={styles.sheetTile} onClick={() => onOpen(file.id)}>
            {pictures.get(file.id) ? <SheetPicture picture={pictures.get(file.id) ?? null} label={file.slot ?? file.name} /> : <Loader size="xs" />}
            <span>{file.slot ?? '–'}</span>
          </UnstyledButton>
        ))}
      </div>
      <footer className={styles.head}>
        <Button ref={first} disabled={!ready} onClick={onApprove}>{t('approveBatch', { n: batch.length })}</Button>
        <Button variant="default" onClick={onLeave}>{t('batchBack')}</Button>
      </footer>
    </section>
  );
}

function SheetPicture({ picture, label }: { readonly picture: Picture | null; readonly label: string }) {
  return picture ? <DrawnPicture picture={picture} label={label} className={styles.sheetCanvas} /> : null;
}

/** First frames of the clean files, one after the other. */
function useCleanPictures(batch: readonly IntakeFile[], show: Intake['show']): ReadonlyMap<number, Picture | null> {
  const [pictures, setPictures] = useState<ReadonlyMap<number, Picture | null>>(new Map());
  const files = useRef(batch);
  useEffect(() => {
    let left = false;
    const load = async () => {
      for (const file of files.current) {
        const { after } = await show(file, 0);
        if (left) return;
        setPictures((now) => new Map(now).set(file.id, after));
      }
    };
    void load();
    return () => {
      left = true;
    };
  }, [show]);
  return pictures;
}
