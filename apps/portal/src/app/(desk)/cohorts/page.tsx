import { CohortsScreen } from '../../../features/cohorts/cohorts-screen.tsx';

export default function Page() {
  return <CohortsScreen />;
}
