'use client';
import { FileRemarks } from '../file-remarks.tsx';
import type { IntakeFile } from '../intake-files.ts';

/** Why there is nothing to approve: the file is held, or still in work. */
export function HeldNote({ file }: { readonly file: IntakeFile }) {
  return <FileRemarks file={file} twice={false} verdict={null} />;
}
