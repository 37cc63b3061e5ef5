import type { PersonView } from '@echocohort/contracts';
import type { PersonRow } from '@echocohort/persistence';

export const personViewOf = (person: PersonRow): PersonView => ({
  id: person.id,
  email: person.email,
  name: person.name,
  locale: person.locale,
  disabled: person.disabled,
  grants: [...person.grants],
});
