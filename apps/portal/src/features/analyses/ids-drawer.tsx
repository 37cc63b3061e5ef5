'use client';
import type { AnalysisReport, IdSet } from '@echocohort/analyses';
import { Drawer, Text } from '@mantine/core';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { Digest } from '../../components/data/digest.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './analyses.module.css';
import { analysesWords } from './analyses.words.ts';

/** Ids as a number holds them: a key of the result, or a list of its own. */
type Ids = readonly (string | IdSet)[];

const IdsContext = createContext<(ids: Ids) => void>(() => undefined);

/** Opens the codes behind a number. */
export const useShowIds = (): ((ids: Ids) => void) => useContext(IdsContext);

/** Holds the drawer that lists the rows behind a number, each list with its digest. */
export function IdsProvider({ report, children }: { readonly report: AnalysisReport; readonly children: ReactNode }) {
  const t = useWords(analysesWords);
  const [shown, setShown] = useState<Ids>([]);
  const sets = useMemo(() => shown.flatMap((each) => (typeof each === 'string' ? (report.idSets[each] ?? []) : [each])), [shown, report]);
  const count = new Set(sets.flatMap(({ ids }) => ids)).size;
  return (
    <IdsContext.Provider value={setShown}>
      {children}
      <Drawer opened={sets.length > 0} onClose={() => setShown([])} position="right" size={520} title={sets.length > 0 ? t('idsTitle', { n: count }) : null}>
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
