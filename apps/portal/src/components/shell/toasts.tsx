'use client';
import { Affix, Notification, Stack } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';

interface Toast {
  readonly id: number;
  readonly text: string;
}

const SHOWN_MS = 4_000;
const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Short confirmations of what the person just did; everything else has its place on the page. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(1);
  const show = useCallback((text: string) => {
    const id = next.current++;
    setToasts((now) => [...now, { id, text }]);
    setTimeout(() => setToasts((now) => now.filter((toast) => toast.id !== id)), SHOWN_MS);
  }, []);
  return (
    <ToastContext.Provider value={show}>
      {children}
      <Affix position={{ bottom: 16, right: 16 }} zIndex={500}>
        <Stack gap="sm" aria-live="polite">
          {toasts.map((toast) => (
            <Notification key={toast.id} icon={<IconCheck size={16} />} withCloseButton={false} color="accent" withBorder>{toast.text}</Notification>
          ))}
        </Stack>
      </Affix>
    </ToastContext.Provider>
  );
}

export const useToast = (): ((text: string) => void) => useContext(ToastContext);
