import { SignInScreen } from '../../components/session/sign-in-screen.tsx';

export default function SignInPage() {
  return <SignInScreen />;
}
