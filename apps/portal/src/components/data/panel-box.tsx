import type { ReactNode } from 'react';
import styles from './panel-box.module.css';

/** A titled surface on a page. */
export function PanelBox({ title, aside, flush, children }: { readonly title?: ReactNode; readonly aside?: ReactNode; readonly flush?: boolean; readonly children: ReactNode }) {
  return (
    <section className={styles.box}>
      {title ? (
        <header className={styles.head}>
          <h2 className={styles.title}>{title}</h2>
          {aside}
        </header>
      ) : null}
      <div className={flush ? undefined : styles.body}>{children}</div>
    </section>
  );
}
