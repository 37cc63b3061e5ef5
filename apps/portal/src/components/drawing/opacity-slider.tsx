'use client';
import { Group, Slider, Text } from '@mantine/core';
import { useWords } from '../words/locale-provider.tsx';
import { drawingWords } from './drawing.words.ts';

/** How clearly an attention map lies over its picture, from not at all to fully. */
export function OpacitySlider({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) {
  const t = useWords(drawingWords);
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="xs" c="dimmed">{t('map')}</Text>
      <Slider style={{ flex: 1, minWidth: 120 }} size="sm" min={0} max={100} step={5} value={Math.round(100 * value)} onChange={(percent) => onChange(percent / 100)} thumbLabel={t('mapOpacity')} label={(percent) => `${percent} %`} />
      <Text size="xs" w={38} ta="right">{Math.round(100 * value)} %</Text>
    </Group>
  );
}
