import { callRoute, routes } from '@echocohort/contracts';
import { LESIONS, withFullStudy } from './full-study.mjs';
import { asClient } from './installation.mjs';
import { inPairs } from './pairs.mjs';

const PAGE = 50;

/** The floor: the same page's rows by one statement, without state, blockers or words. */
const readPlainly = (client) => client.query(`SELECT l.*, (SELECT count(*) FROM slot s WHERE s.lesion_id = l.id) AS slots FROM lesion l ORDER BY code LIMIT ${PAGE}`);

/** A page of cases from the middle of a study of the paper's size, as a data manager sees it, over HTTP. */
export default function measure() {
  return withFullStudy('accepted', async ({ signIn, ownerUrl }) => {
    const caller = await signIn('data-manager');
    const middle = await callRoute(caller, routes.listCases, { query: { limit: PAGE, search: 'C07' } });
    if (middle.items.length !== PAGE || middle.total < LESIONS / 20) throw new Error('the list is not that of the full study');
    return asClient(ownerUrl, async (client) => {
      await client.query("SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes'");
      return inPairs({
        unit: 'ms a page of 50', runs: 30,
        work: () => callRoute(caller, routes.listCases, { query: { limit: PAGE, cursor: middle.cursor } }),
        baseline: () => readPlainly(client), baselineName: 'the same rows by one statement',
      });
    });
  });
}
