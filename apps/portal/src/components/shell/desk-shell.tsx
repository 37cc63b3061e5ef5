'use client';
import type { Me } from '@echocohort/contracts';
import { useHotkeys } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { MeProvider } from '../session/me-context.tsx';
import { SignInAgain } from '../session/sign-in-again.tsx';
import { useWords } from '../words/locale-provider.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { shellWords } from './shell.words.ts';
import { ToastProvider } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';

/** The frame of every desk page: rail, bar with what the page hands in for it, palette, and the sign-in dialog that may come over it. */
export function DeskShell({ me, inBar, children }: { readonly me: Me; readonly inBar?: ReactNode; readonly children: ReactNode }) {
  return (
    <MeProvider me={me}>
      <ToastProvider>
        <Frame inBar={inBar}>{children}</Frame>
        <SignInAgain />
      </ToastProvider>
    </MeProvider>
  );
}

/** The frame of an image screen: nothing but the screen. */
export function BareShell({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  return (
    <MeProvider me={me}>
      <ToastProvider>
        {children}
        <SignInAgain />
      </ToastProvider>
    </MeProvider>
  );
}

function Frame({ inBar, children }: { readonly inBar: ReactNode; readonly children: ReactNode }) {
  const t = useWords(shellWords);
  const [finding, setFinding] = useState(false);
  useHotkeys([['mod+K', () => setFinding(true)]], []);
  return (
    <div className={styles.frame}>
      <a href="#page" className={styles.skip}>{t('skip')}</a>
      <Rail />
      <TopBar onFind={() => setFinding(true)}>{inBar}</TopBar>
      <main id="page" className={styles.page} tabIndex={-1}>{children}</main>
      <Palette open={finding} onClose={() => setFinding(false)} />
    </div>
  );
}
