'use client';
import { Stack, Text } from '@mantine/core';
import { MapLayer } from '../../components/drawing/map-layer.tsx';
import { OpacitySlider } from '../../components/drawing/opacity-slider.tsx';
import { Line, OutlineCanvas } from '../../components/drawing/outline-canvas.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ChoosePicture } from './choose-picture.tsx';
import type { QuestionInHand } from './opinion-desk.tsx';
import { opinionWords } from './opinion.words.ts';
import styles from './second-opinion.module.css';

interface PictureProps {
  readonly asked: QuestionInHand;
  readonly opacity: number;
  readonly onOpacity: (opacity: number) => void;
}

/** The picture to draw on, with the attention map over it once there is one; before that the place to drop a file. */
export function PictureDesk({ asked, opacity, onOpacity }: PictureProps) {
  const t = useWords(opinionWords);
  const { question, kind, check, give } = asked;
  const beside = kind === 'background' && question.beside !== null;
  const picture = beside ? question.beside : question.image;
  if (picture === null) {
    return (
      <div className={styles.drop}>
        <Text fw={600}>{t('drop')}</Text>
        <ChoosePicture label={check.isPending ? t('verifying') : t('choose')} busy={check.isPending} onFile={asked.takePicture} />
        <Text size="xs">{t('notKept')}</Text>
      </div>
    );
  }
  const map = give.data && asked.current && kind === 'lesion' ? give.data.map : null;
  return (
    <Stack gap={6}>
      <div className={styles.canvas} data-map={map !== null}>
        <OutlineCanvas picture={`data:image/png;base64,${picture.preview}`} slot={t(kind)} size={picture} sketch={question[kind]} still={false} act={asked.act}>
          {map ? <MapLayer map={map} opacity={opacity} /> : null}
          {beside ? null : <g opacity={0.55}><Line sketch={question[kind === 'lesion' ? 'background' : 'lesion']} /></g>}
        </OutlineCanvas>
      </div>
      {map?.flat ? <Text size="xs">{t('flatMap')}</Text> : map ? <OpacitySlider value={opacity} onChange={onOpacity} /> : <Text size="xs" c="dimmed">{t('keys')}</Text>}
    </Stack>
  );
}
