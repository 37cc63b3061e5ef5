'use client';
import { MantineProvider } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { cssVariables, theme } from '../theme/theme.ts';

const FRAME = 'dark-frame';

/** A dark part of a light page, for pictures: its own set of theme colours, the words and data of the page around it. */
export function DarkFrame({ children }: { readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  return (
    <div ref={frame} id={FRAME} data-mantine-color-scheme="dark" style={{ colorScheme: 'dark' }}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="dark" cssVariablesSelector={`#${FRAME}`} deduplicateCssVariables={false} getRootElement={() => frame.current ?? undefined} withGlobalClasses={false}>
        {children}
      </MantineProvider>
    </div>
  );
}
