import { permissionsOf, type Permission } from '@echocohort/access';
import type { Me } from '@echocohort/contracts';
import type { PersonRow } from '@echocohort/persistence';
import type { Caller } from '../../http/caller.ts';
import type { CurrentStudy } from '../../platform/active-study.ts';

/** All centres at which the person may do anything that concerns a centre. */
function centresOf(caller: Caller): 'all' | string[] {
  const perPermission = [...caller.permissions].map((permission: Permission) => caller.centres(permission));
  if (perPermission.some((centres) => centres === 'all')) return 'all';
  return [...new Set(perPermission.flatMap((centres) => (centres === 'all' ? [] : centres)))].sort();
}

/** The caller as the portal needs it. */
export function meOf(person: PersonRow, caller: Caller, study: CurrentStudy): Me {
  const all = permissionsOf(caller.grants);
  return {
    person: { id: person.id, email: person.email, name: person.name, locale: person.locale, disabled: person.disabled, grants: [...person.grants] },
    permissions: [...caller.permissions].filter((permission) => all.has(permission)).sort(),
    centres: centresOf(caller),
    study: { code: study.code, name: study.definition.study.title, version: study.definition.study.version, protocolVersion: study.definition.protocol.version },
  };
}
