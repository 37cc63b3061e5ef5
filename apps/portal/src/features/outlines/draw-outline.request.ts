'use client';
import { outlineRoutes, type ImageOutlines, type OutlineView } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';
import { outlinesKey } from './image-outlines.request.ts';
import type { Sketch } from '../../components/drawing/sketch.ts';

/** Saves a sketch as the outline of its kind; an empty one takes the outline away. */
export function useDrawOutline(imageId: string, kind: OutlineView['kind']) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ sketch, version }: { readonly sketch: Sketch; readonly version: number }) =>
      call(outlineRoutes.drawOutline, {
        params: { imageId, kind }, version,
        body: { shape: sketch.points.length === 0 ? 'none' : sketch.shape, points: sketch.points.map(([x, y]): [number, number] => [x, y]) },
      }),
    onSuccess: (saved: ImageOutlines) => client.setQueryData(outlinesKey(imageId), saved),
  });
}
