'use client';
import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './page-title.module.css';

/** The heading of a page: a sentence where that helps, with its acts at the right. */
export function PageTitle({ title, lead, children }: { readonly title: ReactNode; readonly lead?: ReactNode; readonly children?: ReactNode }) {
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <Title order={1}>{title}</Title>
        {lead ? <div className={styles.lead}>{lead}</div> : null}
      </div>
      {children ? <div className={styles.acts}>{children}</div> : null}
    </header>
  );
}
