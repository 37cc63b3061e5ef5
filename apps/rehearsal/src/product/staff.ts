import type { Actor } from './sign-in.ts';
import { signIn } from './sign-in.ts';

/** The people of one centre, signed in. */
export interface CentreStaff {
  readonly coordinator: Actor;
  readonly investigator: Actor;
  readonly pathologist: Actor;
}

/** Everybody that a study needs, signed in. */
export interface Staff {
  readonly centres: ReadonlyMap<string, CentreStaff>;
  readonly auditor: Actor;
  readonly dataManager: Actor;
  readonly statistician: Actor;
  readonly administrator: Actor;
}

const DOMAIN = 'demo.echocohort.example';

const centreEmail = (role: string, centre: string): string => `${role}-${centre.toLowerCase()}@${DOMAIN}`;

/** Signs in the demo accounts that the installation made (one password for all of them). */
export async function signInStaff(baseUrl: string, password: string, centres: readonly string[]): Promise<Staff> {
  const named = await Promise.all(centres.map(async (centre) => {
    const [coordinator, investigator, pathologist] = await Promise.all([
      signIn(baseUrl, centreEmail('coordinator', centre), password),
      signIn(baseUrl, centreEmail('investigator', centre), password),
      signIn(baseUrl, centreEmail('pathologist', centre), password),
    ]);
    return [centre, { coordinator, investigator, pathologist }] as const;
  }));
  const [auditor, dataManager, statistician, administrator] = await Promise.all([
    signIn(baseUrl, `auditor@${DOMAIN}`, password), signIn(baseUrl, `data-manager@${DOMAIN}`, password), signIn(baseUrl, `statistician@${DOMAIN}`, password),
    signIn(baseUrl, `administrator@${DOMAIN}`, password),
  ]);
  return { centres: new Map(named), auditor, dataManager, statistician, administrator };
}

/** The people of a centre; a centre without them is a fault of the caller. */
export function staffOf(staff: Staff, centre: string): CentreStaff {
  const people = staff.centres.get(centre);
  if (!people) throw new RangeError(`no staff for centre ${centre}`);
  return people;
}
