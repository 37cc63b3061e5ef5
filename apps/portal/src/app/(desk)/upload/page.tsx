import { UploadScreen } from '../../../features/upload/upload-screen.tsx';

export default function Page() {
  return <UploadScreen />;
}
