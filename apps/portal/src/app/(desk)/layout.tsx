import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { DeskShell } from '../../components/shell/desk-shell.tsx';
import { NoServer } from '../../components/shell/no-server.tsx';
import { NoticeBell } from '../../features/notices/notice-bell.tsx';
import { visitor } from '../../server/server-session.ts';

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const who = await visitor();
  if (who.kind === 'signed-out') redirect('/sign-in');
  if (who.kind === 'no-server') return <NoServer />;
  return <DeskShell me={who.me} inBar={<NoticeBell />}>{children}</DeskShell>;
}
