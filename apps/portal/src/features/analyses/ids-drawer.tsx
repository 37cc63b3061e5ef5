'use client';
import type { AnalysisReport } from '@echocohort/analyses';
import { Drawer, Text } from '@mantine/core';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { Digest } from '../../components/data/digest.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './analyses.module.css';
import { analysesWords } from './analyses.words.ts';

const IdsContext = createContext<(keys: readonly string[]) => void>(() => undefined);

/** Opens the codes behind a number, by their keys in the result. */
export const useShowIds = (): ((keys: readonly string[]) => void) => useContext(IdsContext);

/** Holds the drawer that lists the rows behind a number, each list with its digest. */
export function IdsProvider({ report, children }: { readonly report: AnalysisReport; readonly children: ReactNode }) {
  const t = useWords(analysesWords);
  const [keys, setKeys] = useState<readonly string[]>([]);
  const sets = useMemo(() => keys.flatMap((key) => report.idSets[key] ?? []), [keys, report]);
  const count = new Set(sets.flatMap(({ ids }) => ids)).size;
  return (
    <IdsContext.Provider value={setKeys}>
      {children}
      <Drawer opened={sets.length > 0} onClose={() => setKeys([])} position="right" size={520} title={sets.length > 0 ? t('idsTitle', { n: count }) : null}>
        {sets.map(({ key, digest, ids }) => (
          <section key={key} aria-label={key}>
            <Text size="xs" c="dimmed" mb="sm">{key} · SHA-256 <Digest value={digest} /></Text>
            <div className={styles.ids}>{ids.map((id) => <div key={id}>{id}</div>)}</div>
          </section>
        ))}
      </Drawer>
    </IdsContext.Provider>
  );
}
