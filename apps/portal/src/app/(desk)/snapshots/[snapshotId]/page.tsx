import { SnapshotScreen } from '../../../../features/snapshots/snapshot-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ snapshotId: string }> }) {
  const { snapshotId } = await params;
  return <SnapshotScreen snapshotId={snapshotId} />;
}
