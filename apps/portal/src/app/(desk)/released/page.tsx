import { ReceivedScreen } from '../../../features/snapshots/received-screen.tsx';

export default function Page() {
  return <ReceivedScreen />;
}
