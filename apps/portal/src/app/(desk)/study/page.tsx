import { StudyScreen } from '../../../features/study/study-screen.tsx';

export default function Page() {
  return <StudyScreen />;
}
