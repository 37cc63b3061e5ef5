import { redirect } from 'next/navigation';
import { NoServer } from '../components/shell/no-server.tsx';
import { pagesFor } from '../components/shell/pages.ts';
import { visitor } from '../server/server-session.ts';

/** Everybody starts on the first page that their role may open. */
export default async function StartPage() {
  const who = await visitor();
  if (who.kind === 'no-server') return <NoServer />;
  if (who.kind === 'signed-out') redirect('/sign-in');
  redirect(pagesFor(who.me.permissions)[0]?.href ?? '/study');
}
