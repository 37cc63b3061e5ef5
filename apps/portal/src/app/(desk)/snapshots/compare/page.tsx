import { CompareSnapshotsScreen } from '../../../../features/snapshots/compare-snapshots-screen.tsx';

export default function Page() {
  return <CompareSnapshotsScreen />;
}
