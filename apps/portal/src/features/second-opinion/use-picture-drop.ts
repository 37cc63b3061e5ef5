'use client';
import { useDrop } from '../../components/drop/use-drop.ts';

/** The first file that is dropped anywhere on the page; true while one hovers. */
export const usePictureDrop = (onFile: (file: File) => void): boolean => useDrop(({ files }) => {
  const [file] = files;
  if (file) onFile(file);
});
