import { CrossValidationScreen } from '../../../../features/runs/folds/cross-validation-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ crossValidationId: string }> }) {
  const { crossValidationId } = await params;
  return <CrossValidationScreen crossValidationId={crossValidationId} />;
}
