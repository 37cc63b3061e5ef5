import { CasesScreen } from '../../../features/cases/cases-screen.tsx';

export default function Page() {
  return <CasesScreen />;
}
