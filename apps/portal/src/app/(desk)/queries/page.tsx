import { QueriesScreen } from '../../../features/queries/queries-screen.tsx';

export default function Page() {
  return <QueriesScreen />;
}
