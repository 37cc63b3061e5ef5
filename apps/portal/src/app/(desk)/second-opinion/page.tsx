import { SecondOpinionScreen } from '../../../features/second-opinion/second-opinion-screen.tsx';

export default function Page() {
  return <SecondOpinionScreen />;
}
