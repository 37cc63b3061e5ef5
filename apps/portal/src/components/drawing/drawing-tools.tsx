'use client';
import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import type { Dispatch, ReactNode } from 'react';
import { useWords } from '../words/locale-provider.tsx';
import { drawingWords } from './drawing.words.ts';
import type { Sketch, SketchStep } from './sketch.ts';

/** Shape, way back and clearing of a sketch; what is done with it follows below. */
export function DrawingTools({ sketch, act, children }: { readonly sketch: Sketch; readonly act: Dispatch<SketchStep>; readonly children?: ReactNode }) {
  const t = useWords(drawingWords);
  return (
    <Stack gap="xs">
      <SegmentedControl fullWidth size="xs" value={sketch.shape} onChange={(value) => act({ do: 'shape', shape: value === 'rectangle' ? 'rectangle' : 'polygon' })} data={[{ value: 'polygon', label: t('polygon') }, { value: 'rectangle', label: t('rectangle') }]} />
      <Text size="xs" c="dimmed">{t(sketch.shape === 'polygon' ? 'hintPolygon' : 'hintRectangle')}</Text>
      <Group gap={6} grow>
        <Button variant="default" size="xs" leftSection={<IconArrowBackUp size={14} />} disabled={sketch.past.length === 0} onClick={() => act({ do: 'undo' })}>{t('undo')}</Button>
        <Button variant="default" size="xs" leftSection={<IconTrash size={14} />} disabled={sketch.points.length === 0} onClick={() => act({ do: 'clear' })}>{t('clear')}</Button>
      </Group>
      {sketch.closed || sketch.points.length < 3 ? null : <Button variant="default" size="xs" onClick={() => act({ do: 'close' })}>{t('close')}</Button>}
      {children}
    </Stack>
  );
}
