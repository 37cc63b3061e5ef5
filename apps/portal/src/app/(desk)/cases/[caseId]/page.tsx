import { BoardScreen } from '../../../../features/board/board-screen.tsx';
import { ModelsOfCase } from '../../../../features/model-proof/models-of-case.tsx';
import { CaseIntake } from '../../../../features/upload/case-intake.tsx';

export default async function CasePage({ params }: { readonly params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  return (
    <CaseIntake key={caseId} caseId={caseId}>
      <BoardScreen caseId={caseId} />
      <ModelsOfCase caseId={caseId} />
    </CaseIntake>
  );
}
