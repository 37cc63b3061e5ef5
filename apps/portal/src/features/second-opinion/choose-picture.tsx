'use client';
import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useRef } from 'react';

/** A button that asks for one file; its name is never read. */
export function ChoosePicture({ label, busy, onFile }: { readonly label: string; readonly busy: boolean; readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const take = (element: HTMLInputElement) => {
    const file = element.files?.[0];
    element.value = '';
    if (file) onFile(file);
  };
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconPhoto size={14} />} loading={busy} onClick={() => input.current?.click()}>{label}</Button>
      <input ref={input} type="file" hidden aria-label={label} onChange={(event) => take(event.currentTarget)} />
    </>
  );
}
