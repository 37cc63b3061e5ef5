import { panelRoutes } from '@echocohort/contracts-reading';
import { auditRoutes } from './audit.routes.ts';
import { caseRoutes } from './case.routes.ts';
import { cohortRoutes } from './cohort.routes.ts';
import { formRoutes } from './form.routes.ts';
import { outlineRoutes } from './outline.routes.ts';
import { peopleRoutes } from './people.routes.ts';
import { runRoutes } from './run.routes.ts';
import { studyRoutes } from './study.routes.ts';

/** Every operation of the HTTP interface. The API serves exactly these; a test compares its router with this table. */
export const routes = {
  ...peopleRoutes,
  ...studyRoutes,
  ...caseRoutes,
  ...formRoutes,
  ...outlineRoutes,
  ...panelRoutes,
  ...cohortRoutes,
  ...runRoutes,
  ...auditRoutes,
} as const;
export type RouteName = keyof typeof routes;
