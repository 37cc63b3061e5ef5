import { HomeScreen } from '../../../features/home/home-screen.tsx';

export default function Page() {
  return <HomeScreen />;
}
