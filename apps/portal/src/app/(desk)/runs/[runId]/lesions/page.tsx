import { RunLesionsScreen } from '../../../../../features/model-proof/run-lesions-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <RunLesionsScreen runId={runId} />;
}
