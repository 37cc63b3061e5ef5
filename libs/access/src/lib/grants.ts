import type { Permission } from './permissions.ts';
import { isRole, ROLE_PERMISSIONS } from './roles.ts';

/**
 * One grant that a person holds. `role` is text because it comes from stored rows: an unknown role gives nothing.
 * `centre` is a centre code, or null for the whole study.
 */
export interface Grant {
  readonly role: string;
  readonly centre: string | null;
}

const allows = (grant: Grant): readonly Permission[] => (isRole(grant.role) ? ROLE_PERMISSIONS[grant.role] : []);

/** All that a person can do somewhere in the study. */
export function permissionsOf(grants: readonly Grant[]): ReadonlySet<Permission> {
  return new Set(grants.flatMap(allows));
}

/**
 * The centres at which a person may do this: `'all'`, or their codes in order, none when there is no such grant.
 * Row-level security in the database enforces it a second time.
 */
export function centresAllowed(grants: readonly Grant[], permission: Permission): 'all' | string[] {
  const giving = grants.filter((grant) => allows(grant).includes(permission));
  if (giving.some((grant) => grant.centre === null)) return 'all';
  return [...new Set(giving.flatMap((grant) => (grant.centre === null ? [] : [grant.centre])))].sort();
}

/** May this person do this at this centre? */
export function mayAt(grants: readonly Grant[], permission: Permission, centre: string): boolean {
  const centres = centresAllowed(grants, permission);
  return centres === 'all' || centres.includes(centre);
}
