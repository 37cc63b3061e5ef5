'use client';
import type { CaseBoard } from '@echocohort/contracts';
import { UnstyledButton } from '@mantine/core';
import { IconCircleFilled } from '@tabler/icons-react';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { boardWords } from './board.words.ts';

/** In words why the case is not complete; each line leads to the place that mends it. */
export function Blockers({ board }: { readonly board: CaseBoard }) {
  const t = useWords(boardWords);
  const local = useLocal();
  const address = useAddress();
  if (board.blockers.length === 0) return null;
  const lead = (blocker: CaseBoard['blockers'][number]) => {
    if (blocker.slot) address.set({ slot: blocker.slot });
    else if (blocker.item) address.set({ tab: 'forms', item: blocker.item });
    else address.set({ tab: board.openQueries > 0 ? 'queries' : 'forms' });
  };
  return (
    <PanelBox title={t('why')} flush>
      <ul className={styles.blockers}>
        {board.blockers.map((blocker) => (
          <li key={`${blocker.code} ${blocker.slot ?? ''} ${blocker.item ?? ''}`}>
            <UnstyledButton className={styles.blocker} onClick={() => lead(blocker)}>
              <IconCircleFilled size={7} color="var(--ec-needs-you)" aria-hidden />
              {local(blocker.sentence)}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </PanelBox>
  );
}
