'use client';
import type { TemplateView } from '@echocohort/contracts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { sampleAddress } from './template.requests.ts';
import styles from './templates.module.css';
import { templatesWords } from './templates.words.ts';

/** The sample on black, the kept area framed, and where text stood: all that a second person needs, and nothing that identifies. */
export function TemplatePicture({ template }: { readonly template: TemplateView }) {
  const t = useWords(templatesWords);
  const { rows, columns, kept, textBeside } = template;
  return (
    <div className={styles.screen} style={{ aspectRatio: `${columns} / ${rows}`, width: `min(100%, ${(46 * columns) / rows}dvh)` }}>
      <img src={sampleAddress(template.id)} alt={t('sample')} />
      <svg viewBox={`0 0 ${columns} ${rows}`} aria-hidden>
        {kept.map((shape, index) => (shape.kind === 'rectangle' ? <rect key={index} className={styles.kept} x={shape.x0} y={shape.y0} width={shape.x1 - shape.x0 + 1} height={shape.y1 - shape.y0 + 1} /> : <polygon key={index} className={styles.kept} points={shape.points.map((corner) => corner.join(',')).join(' ')} />))}
        {textBeside.map(({ x0, y0, x1, y1 }) => <rect key={`${x0} ${y0}`} className={styles.text} x={x0} y={y0} width={x1 - x0 + 1} height={y1 - y0 + 1} />)}
      </svg>
    </div>
  );
}
