import { SetupScreen } from '../../../features/setup/setup-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <SetupScreen token={token} />;
}
