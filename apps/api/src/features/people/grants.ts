import { isRole, type Grant } from '@echocohort/access';
import { refuse, ok, type Result } from '@echocohort/kernel';

/** Grants as they can be stored: known roles, known centres, none twice. */
export function judgeGrants(grants: readonly Grant[], centres: readonly string[]): Result<Grant[]> {
  const kept = new Map<string, Grant>();
  for (const { role, centre } of grants) {
    if (!isRole(role)) return refuse({ code: 'unknown-role', detail: 'One of the roles does not exist; see the list of roles.', field: 'grants' });
    if (centre !== null && !centres.includes(centre)) return refuse({ code: 'unknown-centre', detail: 'One of the centres is not part of the study.', field: 'grants' });
    kept.set(`${role} ${centre ?? ''}`, { role, centre });
  }
  return ok([...kept.values()]);
}

/** What has to be given and taken so that a person holds exactly these grants. */
export function grantChanges(before: readonly Grant[], after: readonly Grant[]): { readonly given: Grant[]; readonly taken: Grant[] } {
  const same = (a: Grant) => (b: Grant) => a.role === b.role && a.centre === b.centre;
  return { given: after.filter((grant) => !before.some(same(grant))), taken: before.filter((grant) => !after.some(same(grant))) };
}
