import { panelRoutes } from '@echocohort/contracts-reading';
import { agreementRoutes } from './agreement.routes.ts';
import { analysisRoutes } from './analysis.routes.ts';
import { auditRoutes } from './audit.routes.ts';
import { caseRoutes } from './case.routes.ts';
import { cohortBuilderRoutes } from './cohort-builder.routes.ts';
import { cohortRoutes } from './cohort.routes.ts';
import { formRoutes } from './form.routes.ts';
import { opinionRoutes } from './opinion.routes.ts';
import { outlineRoutes } from './outline.routes.ts';
import { passwordRoutes } from './password.routes.ts';
import { peopleRoutes } from './people.routes.ts';
import { releaseRoutes } from './release.routes.ts';
import { runFailureRoutes } from './run-failures.routes.ts';
import { runRoutes } from './run.routes.ts';
import { crossValidationRoutes } from './cross-validation.routes.ts';
import { trainingQueueRoutes } from './training-queue.routes.ts';
import { modelProofRoutes } from './model-proof.routes.ts';
import { noticeRoutes } from './notice.routes.ts';
import { sealingRoutes } from './sealing.routes.ts';
import { studyRoutes } from './study.routes.ts';
import { textCheckRoutes } from './text-check.routes.ts';
import { withdrawalRoutes } from './withdrawal.routes.ts';
import { templateRoutes } from './template.routes.ts';

/** Every operation of the HTTP interface. The API serves exactly these; a test compares its router with this table. */
export const routes = {
  ...peopleRoutes,
  ...passwordRoutes,
  ...studyRoutes,
  ...caseRoutes,
  ...formRoutes,
  ...outlineRoutes,
  ...textCheckRoutes,
  ...panelRoutes,
  ...cohortRoutes,
  ...cohortBuilderRoutes,
  ...sealingRoutes,
  ...releaseRoutes,
  ...agreementRoutes,
  ...withdrawalRoutes,
  ...runRoutes,
  ...runFailureRoutes,
  ...opinionRoutes,
  ...crossValidationRoutes,
  ...trainingQueueRoutes,
  ...modelProofRoutes,
  ...noticeRoutes,
  ...analysisRoutes,
  ...auditRoutes,
  ...templateRoutes,
} as const;
export type RouteName = keyof typeof routes;
