'use client';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { Tabs } from '@mantine/core';
import { useAddress } from '../../components/data/use-address.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { boardWords } from './board.words.ts';
import { EligibilityTab } from './eligibility-tab.tsx';
import { FormsTab } from './forms-tab.tsx';
import { PathologyTab } from './pathology-tab.tsx';
import { QueriesTab } from './queries-tab.tsx';
import { TimelineTab } from './timeline-tab.tsx';

const TABS = ['forms', 'pathology', 'queries', 'eligibility', 'timeline'] as const;

/** What belongs to the lesion besides its images; the open tab is part of the address. */
export function BoardTabs({ board, study }: { readonly board: CaseBoard; readonly study: StudyView }) {
  const t = useWords(boardWords);
  const { may } = useMe();
  const address = useAddress();
  const shown = TABS.filter((tab) => tab !== 'pathology' || may('pathology.read'));
  const wanted = address.get('tab');
  const tab = shown.find((candidate) => candidate === wanted) ?? 'forms';
  const open = board.queries.filter((query) => query.status !== 'closed').length;
  return (
    <section className="surface">
      <Tabs value={tab} onChange={(next) => address.set({ tab: next, item: null, form: null })} keepMounted={false}>
        <Tabs.List>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name} px={10} fz="sm">{t(`tab_${name}`)}{name === 'queries' && open > 0 ? ` ${open}` : ''}</Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={styles.tabBody}>
          <Tabs.Panel value="forms"><FormsTab board={board} study={study} /></Tabs.Panel>
          {may('pathology.read') ? <Tabs.Panel value="pathology"><PathologyTab caseId={board.caseId} study={study} locked={board.state === 'locked'} /></Tabs.Panel> : null}
          <Tabs.Panel value="queries"><QueriesTab board={board} /></Tabs.Panel>
          <Tabs.Panel value="eligibility"><EligibilityTab board={board} /></Tabs.Panel>
          <Tabs.Panel value="timeline"><TimelineTab caseId={board.caseId} /></Tabs.Panel>
        </div>
      </Tabs>
    </section>
  );
}
