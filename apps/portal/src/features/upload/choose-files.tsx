'use client';
import { Button, Group, Text } from '@mantine/core';
import { IconFiles, IconFolder } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../../components/words/locale-provider.tsx';
import { chosenFiles } from './dropped-files.ts';
import styles from './upload.module.css';
import { uploadWords } from './upload.words.ts';

/** The place to drop files, and the two buttons for those who would rather choose. */
export function ChooseFiles({ onFiles, compact }: { readonly onFiles: (files: readonly File[]) => void; readonly compact: boolean }) {
  const t = useWords(uploadWords);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => folder.current?.setAttribute('webkitdirectory', ''), []);
  const take = (input: HTMLInputElement) => {
    onFiles(chosenFiles(input.files));
    input.value = '';
  };
  return (
    <div className={compact ? styles.chooseCompact : styles.choose}>
      {compact ? null : <Text fw={600}>{t('drop')}</Text>}
      <Group gap="sm">
        {compact ? null : <Text size="sm" c="dimmed">{t('orChoose')}</Text>}
        <Button variant="default" leftSection={<IconFiles size={15} />} onClick={() => files.current?.click()}>{t('files')}</Button>
        <Button variant="default" leftSection={<IconFolder size={15} />} onClick={() => folder.current?.click()}>{t('folder')}</Button>
      </Group>
      {compact ? null : <Text size="xs" c="dimmed">{t('stays')}</Text>}
      <input ref={files} type="file" multiple hidden aria-label={t('files')} onChange={(event) => take(event.currentTarget)} />
      <input ref={folder} type="file" multiple hidden aria-label={t('folder')} onChange={(event) => take(event.currentTarget)} />
    </div>
  );
}
