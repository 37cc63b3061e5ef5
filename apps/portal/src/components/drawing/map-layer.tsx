import type { AttentionMapView } from '@echocohort/contracts';
import styles from './drawing.module.css';

/** An attention map on its square, as clear as chosen; the dashed line is all that the network saw. */
export function MapLayer({ map: { png, square }, opacity }: { readonly map: AttentionMapView; readonly opacity: number }) {
  const { x, y, side } = square;
  return (
    <g data-testid="attention-map">
      <image href={`data:image/png;base64,${png}`} x={x} y={y} width={side} height={side} opacity={opacity} preserveAspectRatio="none" />
      <rect className={styles.seen} x={x} y={y} width={side} height={side} />
    </g>
  );
}
