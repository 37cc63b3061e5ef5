import { SealingScreen } from '../../../features/sealing/sealing-screen.tsx';

export default function Page() {
  return <SealingScreen />;
}
