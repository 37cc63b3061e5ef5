'use client';
import type { ImageOutlines, OutlineView } from '@echocohort/contracts';
import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useEffect, useReducer, useRef, useState, type Dispatch } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useDrawOutline } from './draw-outline.request.ts';
import { OutlineCanvas } from './outline-canvas.tsx';
import type { DrawnSlot } from './outlines-screen.tsx';
import { outlinesWords } from './outlines.words.ts';
import { canSave, EMPTY_SKETCH, sketchStep, type Sketch, type SketchStep } from './sketch.ts';

type Kind = OutlineView['kind'];
const KINDS: readonly Kind[] = ['lesion', 'background', 'feature'];
const kindOf = (role: string): Kind => KINDS.find((kind) => kind === role) ?? 'lesion';

const sketchOf = (outline: OutlineView | null): SketchStep => ({ do: 'load', shape: outline?.shape === 'rectangle' ? 'rectangle' : 'polygon', points: outline?.points ?? [] });

/** The picture and its tools, for one kind of outline at a time. */
export function DrawingDesk({ chosen, drawn }: { readonly chosen: DrawnSlot; readonly drawn: ImageOutlines }) {
  const [kind, setKind] = useState<Kind>(kindOf(chosen.slot.role));
  const outline = drawn.outlines.find((each) => each.kind === kind) ?? null;
  return <KindDesk key={`${kind} ${outline?.version ?? 0}`} chosen={chosen} drawn={drawn} kind={kind} outline={outline} onKind={setKind} />;
}

interface KindDeskProps {
  readonly chosen: DrawnSlot;
  readonly drawn: ImageOutlines;
  readonly kind: Kind;
  readonly outline: OutlineView | null;
  readonly onKind: (kind: Kind) => void;
}

function KindDesk({ chosen, drawn, kind, outline, onKind }: KindDeskProps) {
  const t = useWords(outlinesWords);
  const { may } = useMe();
  const toast = useToast();
  const [sketch, act] = useReducer(sketchStep, sketchStep(EMPTY_SKETCH, sketchOf(outline)));
  const draw = useDrawOutline(chosen.image.id, kind);
  const still = drawn.frozen || !may('form.write');
  const slot = chosen.slot.code;
  const save = () => {
    if (!canSave(sketch) || draw.isPending) return;
    draw.mutate({ sketch, version: outline?.version ?? 0 }, { onSuccess: () => toast(t(sketch.points.length === 0 ? 'removed' : 'saved', { slot })) });
  };
  useDrawingKeys({ act, save, still });
  return (
    <>
      <OutlineCanvas imageId={chosen.image.id} slot={slot} size={drawn} sketch={sketch} still={still} act={act} />
      <Stack gap="sm">
        <div><Text size="xs" c="dimmed" mb={4}>{t('kind')}</Text><SegmentedControl fullWidth orientation="vertical" size="xs" aria-label={t('kind')} value={kind} onChange={(value) => onKind(kindOf(value))} data={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))} /></div>
        {still ? <Alert color="gray" variant="light" p="xs">{t(drawn.frozen ? 'frozen' : 'readOnly')}</Alert> : <Tools sketch={sketch} act={act} save={save} saving={draw.isPending} />}
        {draw.error ? <ProblemNote error={draw.error} /> : null}
        {outline && outline.shape !== 'none' ? <Text size="xs" c="dimmed">{t('by', { person: outline.drawnBy })}<Moment at={outline.drawnAt} /></Text> : <Text size="xs" c="dimmed">{t('notDrawn')}</Text>}
        {still ? null : <Text size="xs" c="dimmed">{t('keys')}</Text>}
      </Stack>
    </>
  );
}

function Tools({ sketch, act, save, saving }: { readonly sketch: Sketch; readonly act: Dispatch<SketchStep>; readonly save: () => void; readonly saving: boolean }) {
  const t = useWords(outlinesWords);
  return (
    <Stack gap="xs">
      <SegmentedControl fullWidth size="xs" value={sketch.shape} onChange={(value) => act({ do: 'shape', shape: value === 'rectangle' ? 'rectangle' : 'polygon' })} data={[{ value: 'polygon', label: t('polygon') }, { value: 'rectangle', label: t('rectangle') }]} />
      <Text size="xs" c="dimmed">{t(sketch.shape === 'polygon' ? 'hintPolygon' : 'hintRectangle')}</Text>
      <Group gap={6} grow>
        <Button variant="default" size="xs" leftSection={<IconArrowBackUp size={14} />} disabled={sketch.past.length === 0} onClick={() => act({ do: 'undo' })}>{t('undo')}</Button>
        <Button variant="default" size="xs" leftSection={<IconTrash size={14} />} disabled={sketch.points.length === 0} onClick={() => act({ do: 'clear' })}>{t('clear')}</Button>
      </Group>
      {sketch.closed || sketch.points.length < 3 ? null : <Button variant="default" size="xs" onClick={() => act({ do: 'close' })}>{t('close')}</Button>}
      <Button size="sm" leftSection={<IconDeviceFloppy size={15} />} disabled={!canSave(sketch)} loading={saving} onClick={save}>{t('save')}</Button>
      {sketch.changed ? <Text size="xs" fw={600}>● {t('unsaved')}</Text> : null}
    </Stack>
  );
}

/** Keys of the drawing; while somebody types they mean nothing. */
function useDrawingKeys(keys: { readonly act: Dispatch<SketchStep>; readonly save: () => void; readonly still: boolean }): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      const { act, save, still } = latest.current;
      const { target } = event;
      if (still || (target instanceof Element && target.closest('input, textarea, select'))) return;
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && key === 'z') act({ do: 'undo' });
      else if (event.ctrlKey || event.metaKey || event.altKey) return;
      else if (key === 'p') act({ do: 'shape', shape: 'polygon' });
      else if (key === 'r') act({ do: 'shape', shape: 'rectangle' });
      else if (key === 'enter' && !(target instanceof HTMLButtonElement)) act({ do: 'close' });
      else if (key === 'backspace') act({ do: 'undo' });
      else if (key === 's') save();
      else return;
      event.preventDefault();
    };
    globalThis.addEventListener('keydown', pressed);
    return () => globalThis.removeEventListener('keydown', pressed);
  }, []);
}
