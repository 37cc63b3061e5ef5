'use client';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { UnstyledButton } from '@mantine/core';
import { IconCircleFilled } from '@tabler/icons-react';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { boardWords } from './board.words.ts';
import { groupBlockers, type BlockerLine } from './group-blockers.ts';

/** In words why the case is not complete; each line leads to the place that mends it. */
export function Blockers({ board, study }: { readonly board: CaseBoard; readonly study: StudyView }) {
  const t = useWords(boardWords);
  const local = useLocal();
  const address = useAddress();
  if (board.blockers.length === 0) return null;
  const lead = (line: BlockerLine) => {
    if (line.slot) address.set({ slot: line.slot });
    else if (line.item) address.set({ tab: 'forms', form: line.form, item: line.item });
    else address.set({ tab: board.openQueries > 0 ? 'queries' : 'forms' });
  };
  return (
    <PanelBox title={t('why')} flush>
      <ul className={styles.blockers}>
        {groupBlockers(board, study.forms).map((line) => (
          <li key={line.key}>
            <UnstyledButton className={styles.blocker} onClick={() => lead(line)}>
              <IconCircleFilled size={7} color="var(--ec-needs-you)" aria-hidden />
              {local(line.sentence)}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </PanelBox>
  );
}
