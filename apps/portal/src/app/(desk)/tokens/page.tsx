import { TokensScreen } from '../../../features/tokens/tokens-screen.tsx';

export default function Page() {
  return <TokensScreen />;
}
