import { ROLE_PERMISSIONS, ROLES, type Role } from '@echocohort/access';
import { PAGES, pagesFor } from './pages.ts';

describe('the rail', () => {
  it.each<[Role, string]>([
    ['coordinator', '/home'], ['investigator', '/home'], ['pathologist', '/home'], ['auditor', '/panel'], ['adjudicator', '/panel'],
    ['data-manager', '/home'], ['statistician', '/cohorts'], ['reader', '/study'], ['administrator', '/people'],
  ])('%s starts at %s', (role, start) => expect(pagesFor(ROLE_PERMISSIONS[role])[0]?.href).toBe(start));

  it('leads the panel to nothing that could show pathology', () => expect(pagesFor(ROLE_PERMISSIONS['auditor']).map((page) => page.href)).toEqual(['/panel', '/queries', '/study', '/templates']));
  it('shows each page to somebody', () => expect(PAGES.filter((page) => !ROLES.some((role) => pagesFor(ROLE_PERMISSIONS[role]).includes(page)))).toEqual([]));
  it('shows nothing to nobody', () => expect(pagesFor([])).toEqual([]));
});
