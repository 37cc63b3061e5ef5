import { OutlinesScreen } from '../../../../../features/outlines/outlines-screen.tsx';

export default async function OutlinesPage({ params }: { readonly params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <OutlinesScreen key={caseId} caseId={caseId} />;
}
