import styles from './view-scheme.module.css';

interface SchemeProps {
  readonly role: string;
  readonly imageType: string;
}

/** A drawn scheme of the view that a slot wants, from what the protocol says of it: role and kind of picture. */
export function ViewScheme({ role, imageType }: SchemeProps) {
  return (
    <svg viewBox="0 0 160 120" className={styles.scheme} aria-hidden preserveAspectRatio="xMidYMid meet">
      <path d="M64 14 H96 L146 88 A88 88 0 0 1 14 88 Z" className={styles.sector} />
      <path d="M54 29 A60 60 0 0 0 106 29 M43 45 A70 70 0 0 0 117 45" className={styles.depth} />
      {role === 'background' ? <Vessels /> : <Lesion />}
      {imageType === 'colour' ? <ColourBox /> : null}
      {imageType === 'cine' ? <Film /> : null}
    </svg>
  );
}

function Lesion() {
  return (
    <g>
      <ellipse cx="84" cy="66" rx="19" ry="15" className={styles.mark} />
      <path d="M65 66 H103 M84 51 V81" className={styles.axis} />
    </g>
  );
}

function Vessels() {
  return <path d="M30 84 C58 70 66 58 82 56 C98 54 108 66 130 80 M82 56 C86 68 84 82 88 98" className={styles.vessel} />;
}

function ColourBox() {
  return <path d="M60 46 H110 L116 88 H56 Z" className={styles.box} />;
}

function Film() {
  return <path d="M74 58 V82 L96 70 Z" className={styles.film} />;
}
