import { CompareDefinitionsScreen } from '../../../../features/cohorts/compare-definitions-screen.tsx';

export default function Page() {
  return <CompareDefinitionsScreen />;
}
