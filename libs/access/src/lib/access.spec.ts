import { centresAllowed, isRole, mayAt, PERMISSIONS, permissionsOf, ROLE_NAMES, ROLE_PERMISSIONS, ROLES } from '../index.ts';
import type { Grant, Permission, Role } from '../index.ts';

const at = (role: string, centre: string | null): Grant => ({ role, centre });

describe('the role table', () => {
  it('names every role in both languages', () => {
    for (const role of ROLES) {
      expect(ROLE_NAMES[role].zh).not.toBe('');
      expect(ROLE_NAMES[role].en).not.toBe('');
    }
  });

  it('leaves no permission that nobody holds', () => {
    const held = new Set(ROLES.flatMap((role) => ROLE_PERMISSIONS[role]));
    expect(PERMISSIONS.filter((permission) => !held.has(permission))).toEqual([]);
  });

  it.each<[Permission, Role[]]>([
    ['pathology.write', ['pathologist']],
    ['pathology.confirm', ['investigator', 'pathologist']],
    ['pathology.read', ['coordinator', 'investigator', 'pathologist']],
    ['panel.review', ['auditor', 'adjudicator']],
    ['image.upload', ['coordinator']],
    ['case.read', ['coordinator', 'investigator', 'pathologist', 'data-manager']],
    ['cohort.lock', ['statistician']],
    ['audit.read', ['data-manager', 'statistician', 'administrator']],
    ['people.manage', ['administrator']],
    ['token.create', ['coordinator']],
    ['outcome.release', ['data-manager', 'administrator']],
  ])('%s belongs to %j only', (permission, roles) => {
    expect(ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission))).toEqual(roles);
  });

  it.each<Role>(['auditor', 'adjudicator', 'reader', 'statistician', 'administrator'])('keeps %s from cases and pathology', (role) => {
    const reach = ROLE_PERMISSIONS[role].filter((permission) => permission.startsWith('case.') || permission.startsWith('pathology.'));
    expect(reach).toEqual([]);
  });
});

describe('grants', () => {
  it.each<[string, Grant[], Permission, 'all' | string[]]>([
    ['nobody', [], 'case.read', []],
    ['an unknown role', [at('owner', null)], 'case.read', []],
    ['the name of an object member', [at('constructor', null)], 'case.read', []],
    ['one centre', [at('coordinator', 'C03')], 'case.read', ['C03']],
    ['two centres, in order, once each', [at('coordinator', 'C07'), at('investigator', 'C03'), at('coordinator', 'C03')], 'case.read', ['C03', 'C07']],
    ['study-wide wins', [at('coordinator', 'C07'), at('data-manager', null)], 'case.read', 'all'],
    ['a study-wide role without it lends no centre', [at('coordinator', 'C07'), at('statistician', null)], 'case.read', ['C07']],
    ['a permission that only the other role has', [at('coordinator', 'C07'), at('pathologist', 'C03')], 'pathology.write', ['C03']],
  ])('%s', (_, grants, permission, centres) => expect(centresAllowed(grants, permission)).toEqual(centres));

  it('answers for one centre', () => {
    expect(mayAt([at('coordinator', 'C03')], 'image.upload', 'C03')).toBe(true);
    expect(mayAt([at('coordinator', 'C03')], 'image.upload', 'C04')).toBe(false);
    expect(mayAt([at('auditor', null)], 'panel.review', 'C04')).toBe(true);
  });

  it('adds up what several roles may do', () => {
    const permissions = permissionsOf([at('reader', null), at('pathologist', 'C01'), at('nobody', null)]);
    expect([...permissions].sort()).toEqual(['case.read', 'pathology.confirm', 'pathology.read', 'pathology.write', 'study.read']);
  });

  it('knows its roles', () => expect([isRole('reader'), isRole('Reader'), isRole('toString')]).toEqual([true, false, false]));
});
