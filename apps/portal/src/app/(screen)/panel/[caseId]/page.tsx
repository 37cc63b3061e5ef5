import { ContactSheetScreen } from '../../../../features/panel/contact-sheet-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <ContactSheetScreen caseId={caseId} />;
}
