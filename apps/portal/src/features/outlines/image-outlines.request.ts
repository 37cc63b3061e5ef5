'use client';
import { outlineRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const outlinesKey = (imageId: string) => ['outlines', imageId] as const;

/** What is drawn on an image. */
export function useImageOutlines(imageId: string) {
  return useQuery({ queryKey: outlinesKey(imageId), queryFn: () => call(outlineRoutes.imageOutlines, { params: { imageId } }) });
}
