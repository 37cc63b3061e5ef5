import type { Grant, Role } from '@echocohort/access';
import { appendAudit, insertGrant, insertPerson, type StudyRef, type Tx } from '@echocohort/persistence';
import type { StudyDefinition } from '@echocohort/study';

/** An account of the demo study. */
export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly grants: readonly Grant[];
}

const CENTRE_ROLES: readonly Role[] = ['coordinator', 'investigator', 'pathologist'];
const STUDY_ROLES: readonly Role[] = ['auditor', 'adjudicator', 'data-manager', 'statistician', 'reader', 'administrator'];
const HOST = 'demo.echocohort.example';

const title = (role: Role): string => role.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');

/**
 * One person per role (`coordinator@…`): those of a centre at the first one, the others in the whole study. Then, for
 * the demo data, a coordinator, investigator and pathologist of each centre (`coordinator-c02@…`).
 */
export function demoPeople(definition: StudyDefinition): DemoPerson[] {
  const first = definition.centres[0]?.code ?? null;
  const named = [...CENTRE_ROLES.map((role) => ({ role, centre: first })), ...STUDY_ROLES.map((role) => ({ role, centre: null }))];
  return [
    ...named.map(({ role, centre }) => ({ email: `${role}@${HOST}`, name: `Demo ${title(role)}`, grants: [{ role, centre }] })),
    ...definition.centres.flatMap(({ code }) => CENTRE_ROLES.map((role) => ({ email: `${role}-${code.toLowerCase()}@${HOST}`, name: `${code} ${title(role)}`, grants: [{ role, centre: code }] }))),
  ];
}

/** Adds the people that are not there yet. */
export async function addDemoPeople(tx: Tx, study: StudyRef, people: readonly DemoPerson[], passwordHash: string): Promise<void> {
  for (const { email, name, grants } of people) {
    const personId = await insertPerson(tx, { email, name, locale: 'en', passwordHash });
    if (personId === null) continue;
    await appendAudit(tx, study, { type: 'person.created', centre: null, case: null, payload: { person: personId } });
    for (const { role, centre } of grants) {
      await insertGrant(tx, study.id, personId, role, centre);
      await appendAudit(tx, study, { type: 'grant.changed', centre, case: null, payload: { person: personId, role, centre, change: 'granted' } });
    }
  }
}
