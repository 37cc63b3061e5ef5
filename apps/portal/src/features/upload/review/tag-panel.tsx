'use client';
import { Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { RowSkeletons } from '../../../components/data/row-skeletons.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import type { IntakeFile } from '../intake-files.ts';
import type { TagRow } from '../prepared-file.ts';
import { reviewWords } from '../review.words.ts';
import { uploadWords } from '../upload.words.ts';
import type { Intake } from '../use-intake-files.ts';
import styles from './review.module.css';
import { filteredTags, type TagFilter } from './tag-filter.ts';

const ACTS = ['removed', 'emptied', 'replaced', 'uid-mapped', 'date-shifted', 'cleaned', 'blanked', 'added', 'kept'] as const;
const ALL: TagFilter = { text: '', onlyChanged: true, act: null };

/** Every element before and after. The values live on this screen while it is open. */
export function TagPanel({ file, tags }: { readonly file: IntakeFile; readonly tags: Intake['tags'] }) {
  const t = useWords(reviewWords);
  const words = useWords(uploadWords);
  const [rows, setRows] = useState<readonly TagRow[] | null>(null);
  const [filter, setFilter] = useState(ALL);
  const latest = useRef(file);
  const bytes = file.prepared?.sha256 ?? '';
  useEffect(() => {
    latest.current = file;
  });
  useEffect(() => {
    let left = false;
    void tags(latest.current).then((found) => {
      if (!left) setRows(found ?? []);
    });
    return () => {
      left = true;
    };
  }, [bytes, tags]);
  if (!rows) return <RowSkeletons rows={8} height={20} />;
  const shown = filteredTags(rows, filter);
  const actWord = (act: string): string => {
    const known = ACTS.find((each) => each === act);
    return known ? words(`act_${known}`) : act;
  };
  return (
    <Stack gap="sm" className={styles.tagPanel}>
      <Group gap="sm" wrap="nowrap">
        <TextInput size="xs" aria-label={t('searchTags')} placeholder={t('searchTags')} value={filter.text} onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })} style={{ flex: 1 }} />
        <NativeSelect size="xs" aria-label={t('act')} value={filter.act ?? ''} data={[{ value: '', label: t('anyAct') }, ...ACTS.map((act) => ({ value: act, label: words(`act_${act}`) }))]} onChange={(event) => setFilter({ ...filter, act: event.currentTarget.value || null })} />
      </Group>
      <Group gap="sm" justify="space-between">
        <Checkbox size="xs" label={t('onlyChanged')} checked={filter.onlyChanged} onChange={(event) => setFilter({ ...filter, onlyChanged: event.currentTarget.checked })} />
        <Text size="xs" c="dimmed">{t('tagCount', { n: shown.length })}</Text>
      </Group>
      <div className={styles.tagBox}>
        <table className={styles.tags}>
          <thead><tr><th>{t('tag')}</th><th>{t('before')}</th><th>{t('after')}</th></tr></thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.path} data-act={row.action}>
                <td><span className="mono">{row.path}</span><br />{row.name || '–'}<br /><span className={styles.actWord}>{actWord(row.action)}</span></td>
                <td>{row.before ?? '–'}</td>
                <td>{row.after ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 ? <Text size="xs" c="dimmed" p="sm">{t('noTags')}</Text> : null}
      </div>
      <Text size="xs" c="dimmed">{t('tagsHere')}</Text>
    </Stack>
  );
}
