'use client';
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { saveFile } from '../../components/data/save-file.ts';
import { keyFileText, newKey, readKeyFile } from '../../components/keys/centre-keys.ts';
import { useKeepKey } from '../../components/keys/use-centre-key.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { uploadWords } from './upload.words.ts';

/** Asked once in each browser: the centre's key, chosen from a file or made here and downloaded. */
export function KeyStep({ centre }: { readonly centre: string }) {
  const t = useWords(uploadWords);
  const { keep } = useKeepKey();
  const [bad, setBad] = useState(false);
  const choose = async (file: File | null) => {
    if (!file) return;
    // A key file is one line; a picture chosen by mistake must not be read whole.
    const key = file.size > 200 ? null : readKeyFile(await file.text());
    setBad(key === null);
    if (key) await keep(centre, key);
  };
  const make = async () => {
    const key = newKey();
    saveFile(`echocohort-${centre}.key`, keyFileText(key), 'text/plain');
    await keep(centre, key);
  };
  return (
    <PanelBox title={<><IconKey size={15} aria-hidden style={{ verticalAlign: -2 }} /> {t('keyTitle', { centre })}</>}>
      <Stack gap="sm">
        <Text size="sm">{t('keyWhy')}</Text>
        <Group gap="sm">
          <FileButton onChange={(file) => void choose(file)} inputProps={{ 'aria-label': t('keyChoose') }}>{(props) => <Button {...props}>{t('keyChoose')}</Button>}</FileButton>
          <Button variant="default" onClick={() => void make()}>{t('keyMake')}</Button>
        </Group>
        {bad ? <Text size="sm" c="var(--ec-blocked)" role="alert">{t('keyBad')}</Text> : null}
        <Text size="xs" c="dimmed">{t('keyMakeWhy')}</Text>
      </Stack>
    </PanelBox>
  );
}
