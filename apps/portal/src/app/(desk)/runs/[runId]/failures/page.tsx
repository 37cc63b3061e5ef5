import { FailuresScreen } from '../../../../../features/run-failures/failures-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <FailuresScreen runId={runId} />;
}
