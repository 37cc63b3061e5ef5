import { PatientModelsScreen } from '../../../../../features/model-proof/patient-models-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ subjectCode: string }> }) {
  const { subjectCode } = await params;
  return <PatientModelsScreen subjectCode={subjectCode} />;
}
