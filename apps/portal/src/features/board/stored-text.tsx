'use client';
import { HARMLESS_REASONS, type HarmlessReason, type ImageView, type TextBox } from '@echocohort/contracts';
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { previewAddress } from '../../components/record/preview-address.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { boardWords } from './board.words.ts';
import { useImageText, useSettleText } from './image-text.request.ts';

const MARGIN = 12;

/** Text that the platform found inside a stored picture: the crop, and a person's decision. What is not harmless goes by replacing the image. */
export function StoredText({ caseId, image }: { readonly caseId: string; readonly image: ImageView }) {
  const t = useWords(boardWords);
  const { may } = useMe();
  const { data, error } = useImageText(image.id);
  const settle = useSettleText(caseId, image.id);
  const [because, setBecause] = useState<HarmlessReason | null>(null);
  const findingId = data?.findingId ?? null;
  if (error) return <ProblemNote error={error} />;
  if (!data || findingId === null) return null;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>{t('textFound', { n: data.boxes.length })}</Text>
      <Group gap={6}>{data.boxes.map((box) => <Crop key={`${box.frame} ${box.x0} ${box.y0}`} image={image} box={box} />)}</Group>
      <Text size="xs" c="dimmed">{t('textWhy')}</Text>
      {may('image.upload') || may('device.manage') ? (
        <Group gap="xs" align="flex-end">
          <Select size="xs" label={t('textBecause')} data={HARMLESS_REASONS.map((reason) => ({ value: reason, label: t(`harmless_${reason}`) }))} value={because} onChange={(value) => setBecause(HARMLESS_REASONS.find((reason) => reason === value) ?? null)} />
          <Button size="xs" variant="default" disabled={because === null} loading={settle.isPending} onClick={() => (because === null ? undefined : settle.mutate({ findingId, because }))}>{t('textHarmless')}</Button>
        </Group>
      ) : null}
      {settle.error ? <ProblemNote error={settle.error} /> : null}
    </Stack>
  );
}

function Crop({ image, box }: { readonly image: ImageView; readonly box: TextBox }) {
  const t = useWords(boardWords);
  const [x, y] = [Math.max(0, box.x0 - MARGIN), Math.max(0, box.y0 - MARGIN)];
  const [width, height] = [Math.min(image.columns, box.x1 + MARGIN) - x, Math.min(image.rows, box.y1 + MARGIN) - y];
  return (
    <svg viewBox={`${x} ${y} ${width} ${height}`} width={Math.min(240, width * 1.5)} role="img" aria-label={t('textCrop')} style={{ background: '#000', borderRadius: 3, maxHeight: 90 }}>
      <image href={`${previewAddress(image.id, 2048)}${image.frames > 1 ? `&frame=${box.frame}` : ''}`} width={image.columns} height={image.rows} preserveAspectRatio="none" />
    </svg>
  );
}
