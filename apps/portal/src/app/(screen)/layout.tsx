import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { BareShell } from '../../components/shell/desk-shell.tsx';
import { NoServer } from '../../components/shell/no-server.tsx';
import { visitor } from '../../server/server-session.ts';

export default async function ScreenLayout({ children }: { readonly children: ReactNode }) {
  const who = await visitor();
  if (who.kind === 'signed-out') redirect('/sign-in');
  if (who.kind === 'no-server') return <NoServer />;
  return <BareShell me={who.me}>{children}</BareShell>;
}
