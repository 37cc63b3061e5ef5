import type { LocalText } from '@echocohort/kernel';
import type { Permission } from './permissions.ts';

/** The nine parts that people play in a study. */
export const ROLES = [
  'coordinator',
  'investigator',
  'pathologist',
  'auditor',
  'adjudicator',
  'data-manager',
  'statistician',
  'reader',
  'administrator',
] as const;

/** One part that a person plays, at one centre or in the whole study. */
export type Role = (typeof ROLES)[number];

const KNOWN: ReadonlySet<string> = new Set(ROLES);

/** True for a text that names a role of this version. */
export const isRole = (text: string): text is Role => KNOWN.has(text);

/**
 * Who may do what. Two lines matter most: the panel (auditor, adjudicator) has no case.read and no pathology, so that
 * its verdict is blind; and no role both writes study data and defines or locks a cohort.
 */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  coordinator: ['study.read', 'case.read', 'case.open', 'image.upload', 'form.write', 'pathology.read', 'query.answer', 'token.create'],
  investigator: ['study.read', 'case.read', 'form.write', 'pathology.read', 'pathology.confirm', 'query.answer'],
  pathologist: ['study.read', 'case.read', 'pathology.read', 'pathology.write', 'pathology.confirm'],
  auditor: ['study.read', 'panel.review', 'query.raise', 'query.close'],
  adjudicator: ['study.read', 'panel.review', 'query.raise', 'query.close'],
  'data-manager': ['study.read', 'case.read', 'query.raise', 'query.close', 'device.manage', 'audit.read', 'outcome.release'],
  statistician: ['study.read', 'cohort.define', 'cohort.lock', 'snapshot.read', 'export.make', 'run.start', 'run.read', 'audit.read'],
  reader: ['study.read'],
  administrator: ['study.read', 'people.manage', 'device.manage', 'system.read', 'audit.read', 'outcome.release'],
};

/** What the portal calls each role. */
export const ROLE_NAMES: Readonly<Record<Role, LocalText>> = {
  coordinator: { zh: '中心协调员', en: 'Site coordinator' },
  investigator: { zh: '研究者', en: 'Investigator' },
  pathologist: { zh: '病理医师', en: 'Pathologist' },
  auditor: { zh: '审核专家', en: 'Panel auditor' },
  adjudicator: { zh: '仲裁专家', en: 'Panel adjudicator' },
  'data-manager': { zh: '数据管理员', en: 'Data manager' },
  statistician: { zh: '统计师', en: 'Statistician' },
  reader: { zh: '阅片医师', en: 'Reader' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
};
