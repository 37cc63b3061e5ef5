import { CohortScreen } from '../../../../features/cohorts/cohort-screen.tsx';

export default async function Page({ params }: { readonly params: Promise<{ cohortId: string }> }) {
  const { cohortId } = await params;
  return <CohortScreen key={cohortId} cohortId={cohortId} />;
}
