'use client';
import { useDrop } from '../../components/drop/use-drop.ts';
import { droppedFiles } from './dropped-files.ts';

/** Files and folders that are dropped anywhere on the page; true while they hover over it. */
export const useFileDrop = (onFiles: (files: readonly File[]) => void): boolean => useDrop((transfer) => void droppedFiles(transfer).then(onFiles));
