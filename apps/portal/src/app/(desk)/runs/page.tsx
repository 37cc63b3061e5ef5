import { RunsScreen } from '../../../features/runs/runs-screen.tsx';

export default function Page() {
  return <RunsScreen />;
}
