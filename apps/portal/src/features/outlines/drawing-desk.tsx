'use client';
import type { ImageOutlines, OutlineView } from '@echocohort/contracts';
import { Alert, Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useReducer, useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { DrawingTools } from '../../components/drawing/drawing-tools.tsx';
import { OutlineCanvas } from '../../components/drawing/outline-canvas.tsx';
import { canSave, EMPTY_SKETCH, sketchStep, type SketchStep } from '../../components/drawing/sketch.ts';
import { useDrawingKeys } from '../../components/drawing/use-drawing-keys.ts';
import { previewAddress } from '../../components/record/preview-address.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useDrawOutline } from './draw-outline.request.ts';
import type { DrawnSlot } from './outlines-screen.tsx';
import { outlinesWords } from './outlines.words.ts';

type Kind = OutlineView['kind'];
const PREVIEW_WIDTH = 2048;
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
  useDrawingKeys({ act, done: save, still });
  return (
    <>
      <OutlineCanvas picture={previewAddress(chosen.image.id, PREVIEW_WIDTH)} slot={slot} size={drawn} sketch={sketch} still={still} act={act} />
      <Stack gap="sm">
        <div><Text size="xs" c="dimmed" mb={4}>{t('kind')}</Text><SegmentedControl fullWidth orientation="vertical" size="xs" aria-label={t('kind')} value={kind} onChange={(value) => onKind(kindOf(value))} data={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))} /></div>
        {still ? <Alert color="gray" variant="light" p="xs">{t(drawn.frozen ? 'frozen' : 'readOnly')}</Alert> : (
          <DrawingTools sketch={sketch} act={act}>
            <Button size="sm" leftSection={<IconDeviceFloppy size={15} />} disabled={!canSave(sketch)} loading={draw.isPending} onClick={save}>{t('save')}</Button>
            {sketch.changed ? <Text size="xs" fw={600}>● {t('unsaved')}</Text> : null}
          </DrawingTools>
        )}
        {draw.error ? <ProblemNote error={draw.error} /> : null}
        {outline && outline.shape !== 'none' ? <Text size="xs" c="dimmed">{t('by', { person: outline.drawnBy })}<Moment at={outline.drawnAt} /></Text> : <Text size="xs" c="dimmed">{t('notDrawn')}</Text>}
        {still ? null : <Text size="xs" c="dimmed">{t('keys')}</Text>}
      </Stack>
    </>
  );
}
