import type { CSSProperties, ReactNode } from 'react';
import styles from './review.module.css';

interface FrameStyle extends CSSProperties {
  readonly '--ratio': number;
}

/** The largest rectangle of the picture's shape that fits into the room there is. */
export function ScreenFrame({ width, height, children }: { readonly width: number; readonly height: number; readonly children: ReactNode }) {
  const style: FrameStyle = { aspectRatio: `${width} / ${height}`, '--ratio': width / height };
  return (
    <div className={styles.screenBox}>
      <div className={styles.screen} style={style}>{children}</div>
    </div>
  );
}
