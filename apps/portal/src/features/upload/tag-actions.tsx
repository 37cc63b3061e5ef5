'use client';
import { Text } from '@mantine/core';
import { useWords } from '../../components/words/locale-provider.tsx';
import type { TagAction } from './prepared-file.ts';
import styles from './upload.module.css';
import { uploadWords } from './upload.words.ts';

const ACTS = ['removed', 'emptied', 'replaced', 'uid-mapped', 'date-shifted', 'cleaned', 'blanked', 'added'] as const;

/** What was done to each element, by kind of act; values are never shown. */
export function TagActions({ actions }: { readonly actions: readonly TagAction[] }) {
  const t = useWords(uploadWords);
  const kept = actions.filter((action) => action.action === 'kept').length;
  return (
    <section>
      <Text size="sm" fw={600}>{t('tags', { n: actions.length - kept })} · {t('tagsKept', { n: kept })}</Text>
      {ACTS.map((act) => {
        const done = actions.filter((action) => action.action === act);
        return done.length === 0 ? null : (
          <div key={act} className={styles.act}>
            <Text size="xs" fw={600}>{t(`act_${act}`)} · {done.length}</Text>
            <ul>{done.map((action, index) => <li key={`${action.path} ${index}`}><span className="mono">{action.path}</span> {action.name}</li>)}</ul>
          </div>
        );
      })}
    </section>
  );
}
