import { RunScreen } from '../../../../features/runs/run-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <RunScreen runId={runId} />;
}
