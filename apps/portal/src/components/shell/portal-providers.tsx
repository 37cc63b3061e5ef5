'use client';
import { MantineProvider } from '@mantine/core';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { QueryProvider } from '../api/query-provider.tsx';
import { cssVariables, theme } from '../theme/theme.ts';
import type { Locale } from '../words/fill-words.ts';
import { LocaleProvider } from '../words/locale-provider.tsx';

/** Image screens are dark, desks are light: the address decides, not a taste. */
const isImageScreen = (path: string): boolean => path.startsWith('/panel/');

export function PortalProviders({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  const path = usePathname();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={isImageScreen(path) ? 'dark' : 'light'}>
      <LocaleProvider initial={locale}>
        <QueryProvider>{children}</QueryProvider>
      </LocaleProvider>
    </MantineProvider>
  );
}
