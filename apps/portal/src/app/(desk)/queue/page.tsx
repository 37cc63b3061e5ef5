import { QueueScreen } from '../../../features/runs/queue/queue-screen.tsx';

export default function Page() {
  return <QueueScreen />;
}
