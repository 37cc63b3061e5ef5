import { StartScreen } from '../../../../features/runs/start/start-screen.tsx';

export default function Page() {
  return <StartScreen />;
}
