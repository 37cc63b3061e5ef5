import { QueueScreen } from '../../../features/panel/queue-screen.tsx';

export default function Page() {
  return <QueueScreen />;
}
