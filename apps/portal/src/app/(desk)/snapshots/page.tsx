import { SnapshotsScreen } from '../../../features/snapshots/snapshots-screen.tsx';

export default function Page() {
  return <SnapshotsScreen />;
}
