'use client';
import { Drawer, Skeleton, Slider, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../components/words/locale-provider.tsx';
import type { IntakeFile } from './intake-files.ts';
import type { Picture, PicturePair, Rectangle } from './prepared-file.ts';
import { TagActions } from './tag-actions.tsx';
import type { Intake } from './use-intake-files.ts';
import styles from './upload.module.css';
import { uploadWords } from './upload.words.ts';

/** Before and after under one slider, the boxes that stay, and the tags that go. */
export function ReviewDrawer({ file, intake, onClose }: { readonly file: IntakeFile | null; readonly intake: Intake; readonly onClose: () => void }) {
  const t = useWords(uploadWords);
  return (
    <Drawer opened={file !== null} onClose={onClose} position="right" size={680} title={t('review')} zIndex={400}>
      {file ? <Review key={file.id} file={file} intake={intake} /> : null}
    </Drawer>
  );
}

function Review({ file, intake }: { readonly file: IntakeFile; readonly intake: Intake }) {
  const t = useWords(uploadWords);
  const [pair, setPair] = useState<PicturePair | null>(null);
  const { show } = intake;
  const showing = useRef(show);
  useEffect(() => {
    let left = false;
    void showing.current(file).then((shown) => {
      if (!left) setPair(shown);
    });
    return () => {
      left = true;
    };
  }, [file]);
  return (
    <Stack gap="md">
      {pair === null ? <Skeleton height={420} /> : <Compared pair={pair} mask={file.prepared?.mask ?? []} />}
      <Text size="xs" c="dimmed">{t('kept')}. {t('noticeNoOcr')}</Text>
      <TagActions actions={file.prepared?.actions ?? []} />
    </Stack>
  );
}

function Compared({ pair, mask }: { readonly pair: PicturePair; readonly mask: readonly Rectangle[] }) {
  const t = useWords(uploadWords);
  const [share, setShare] = useState(50);
  const { before, after } = pair;
  if (!before || !after) return <Text size="sm">{t('noPicture')}</Text>;
  return (
    <div>
      <div className={styles.compare} style={{ aspectRatio: `${after.width} / ${after.height}` }}>
        <PictureCanvas picture={after} label={t('after')} />
        <div className={styles.beforeLayer} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}><PictureCanvas picture={before} label={t('before')} /></div>
        <svg className={styles.boxes} viewBox={`0 0 ${after.width} ${after.height}`} aria-hidden>
          {mask.map((box) => <rect key={`${box.x0} ${box.y0}`} x={box.x0} y={box.y0} width={box.x1 - box.x0 + 1} height={box.y1 - box.y0 + 1} />)}
        </svg>
        <div className={styles.divider} style={{ left: `${share}%` }} />
        <span className={styles.sideBefore}>{t('before')}</span>
        <span className={styles.sideAfter}>{t('after')}</span>
      </div>
      <Slider mt="sm" size="sm" aria-label={t('slider')} label={null} value={share} onChange={setShare} />
    </div>
  );
}

function PictureCanvas({ picture, label }: { readonly picture: Picture; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
  }, [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} aria-label={label} role="img" className={styles.canvas} />;
}
