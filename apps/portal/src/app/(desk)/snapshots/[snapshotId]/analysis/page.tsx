import { AnalysisScreen } from '../../../../../features/analyses/analysis-screen.tsx';

export default async function AnalysisPage({ params }: { readonly params: Promise<{ snapshotId: string }> }) {
  const { snapshotId } = await params;
  return <AnalysisScreen snapshotId={snapshotId} />;
}
