'use client';
import type { AnalysisReport } from '@echocohort/analyses';
import { Drawer, Text } from '@mantine/core';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { Digest } from '../../components/data/digest.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './analyses.module.css';
import { analysesWords } from './analyses.words.ts';

const IdsContext = createContext<(key: string) => void>(() => undefined);

/** Opens the codes behind a number, by its key in the result. */
export const useShowIds = (): ((key: string) => void) => useContext(IdsContext);

/** Holds the drawer that lists the rows behind a number, with the digest of the list. */
export function IdsProvider({ report, children }: { readonly report: AnalysisReport; readonly children: ReactNode }) {
  const t = useWords(analysesWords);
  const [key, setKey] = useState<string | null>(null);
  const show = useCallback((next: string) => setKey(next), []);
  const set = useMemo(() => (key === null ? null : (report.idSets[key] ?? null)), [key, report]);
  return (
    <IdsContext.Provider value={show}>
      {children}
      <Drawer opened={set !== null} onClose={() => setKey(null)} position="right" size={520} title={set ? t('idsTitle', { n: set.count }) : null}>
        {set ? (
          <>
            <Text size="xs" c="dimmed" mb="sm">{key} · SHA-256 <Digest value={set.digest} /></Text>
            <div className={styles.ids}>{set.ids.map((id) => <div key={id}>{id}</div>)}</div>
          </>
        ) : null}
      </Drawer>
    </IdsContext.Provider>
  );
}
