'use client';
import type { LesionPicture, WrongLesion } from '@echocohort/contracts';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { MapLayer } from '../../components/drawing/map-layer.tsx';
import { OpacitySlider } from '../../components/drawing/opacity-slider.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './failures.module.css';
import { failurePictureAddress, useFailurePictures } from './failures.requests.ts';
import { failuresWords } from './failures.words.ts';

const WIDTH = 800;

interface MapsProps {
  readonly runId: string;
  readonly failure: WrongLesion;
  readonly risk: boolean;
}

/** All pictures of one lesion with their attention maps, and what pathology says. */
export function LesionMaps({ runId, failure, risk }: MapsProps) {
  const t = useWords(failuresWords);
  const local = useLocal();
  const [opacity, setOpacity] = useState(0.5);
  const { data, error, refetch } = useFailurePictures(runId, failure.lesion);
  const truth = failure.histology ? t('truth', { type: local(failure.histology) }) : null;
  return (
    <PanelBox title={<><span className="mono">{failure.lesion}</span> · {t(failure.kind)}{truth ? ` · ${truth}` : ''}</>} aside={data ? <div className={styles.slider}><OpacitySlider value={opacity} onChange={setOpacity} /></div> : null}>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <><Text size="xs" c="dimmed" mb={6}>{t('computing')}</Text><RowSkeletons rows={2} height={200} /></>}
      {data ? (
        <>
          <div className={styles.pictures}>{data.pictures.map((picture) => <OnePicture key={picture.slot} runId={runId} lesion={failure.lesion} picture={picture} opacity={opacity} risk={risk} />)}</div>
          <Text size="xs" c="dimmed" mt={6}>{t('what')}</Text>
        </>
      ) : null}
    </PanelBox>
  );
}

function OnePicture({ runId, lesion, picture, opacity, risk }: Omit<MapsProps, 'failure'> & { readonly lesion: string; readonly picture: LesionPicture; readonly opacity: number }) {
  const t = useWords(failuresWords);
  const { slot, rows, columns, score, region, map, sha256 } = picture;
  return (
    <figure className={styles.picture}>
      <svg viewBox={`0 0 ${columns} ${rows}`} role="img" aria-label={t('picture', { lesion, slot })}>
        <image href={failurePictureAddress(runId, lesion, sha256, WIDTH)} width={columns} height={rows} preserveAspectRatio="none" />
        <MapLayer map={map} opacity={opacity} />
      </svg>
      <figcaption><span>{t(risk ? 'innerScore' : 'pictureScore', { slot, value: score.toFixed(3) })}</span><span className={styles.region}>{map.flat ? `${t('flat')} · ` : ''}{t(region)}</span></figcaption>
    </figure>
  );
}
