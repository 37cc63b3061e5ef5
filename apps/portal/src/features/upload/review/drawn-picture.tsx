'use client';
import { useEffect, useRef } from 'react';
import type { Picture } from '../prepared-file.ts';

/** Pixels on a canvas, scaled by its style. */
export function DrawnPicture({ picture, label, className }: { readonly picture: Picture; readonly label: string; readonly className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
  }, [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} aria-label={label} role="img" className={className} />;
}
