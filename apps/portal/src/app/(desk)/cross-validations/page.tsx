import { CrossValidationsScreen } from '../../../features/runs/folds/cross-validations-screen.tsx';

export default function Page() {
  return <CrossValidationsScreen />;
}
