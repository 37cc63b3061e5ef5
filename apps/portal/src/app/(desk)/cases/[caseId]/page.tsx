import { BoardScreen } from '../../../../features/board/board-screen.tsx';

export default async function CasePage({ params }: { readonly params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return <BoardScreen caseId={caseId} />;
}
