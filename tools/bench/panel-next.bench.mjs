import { callRoute, routes } from '@echocohort/contracts';
import { withFullStudy } from './full-study.mjs';
import { asClient } from './installation.mjs';
import { inPairs } from './pairs.mjs';

/** Accepting a case and reading the next contact sheet, with the whole of a study of the paper's size waiting. */
export default function measure() {
  return withFullStudy('complete', async ({ signIn, ownerUrl }) => {
    const caller = await signIn('auditor');
    const { items } = await callRoute(caller, routes.panelQueue);
    const waiting = items.values();
    const next = () => waiting.next().value?.caseId ?? '';
    let sheet = await callRoute(caller, routes.panelCase, { params: { caseId: next() } });
    return asClient(ownerUrl, async (client) => {
      await client.query("SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes'");
      return inPairs({
        unit: 'ms a case', runs: 30,
        work: async () => {
          await callRoute(caller, routes.acceptCase, { params: { caseId: sheet.caseId }, version: sheet.version });
          sheet = await callRoute(caller, routes.panelCase, { params: { caseId: next() } });
        },
        baseline: () => client.query('SELECT s.*, i.* FROM slot s JOIN image i ON i.id = s.current_image_id WHERE s.lesion_id = $1', [sheet.caseId]),
        baselineName: 'the sheet\'s rows by one statement',
      });
    });
  });
}
