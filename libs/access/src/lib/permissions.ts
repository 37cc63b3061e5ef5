/**
 * Everything that a person can be allowed to do. API routes name one of these; the portal hides what it cannot reach.
 * A new ability is a new line here, then a line in the role table; nothing is allowed that is not listed.
 */
export const PERMISSIONS = [
  'study.read',
  'case.read',
  'case.open',
  'image.upload',
  'form.write',
  'pathology.read',
  'pathology.write',
  'pathology.confirm',
  'panel.review',
  'query.raise',
  'query.answer',
  'query.close',
  'cohort.define',
  'cohort.lock',
  'snapshot.read',
  'outcome.release',
  'export.make',
  'run.start',
  'run.read',
  'audit.read',
  'people.manage',
  'device.manage',
  'token.create',
  'system.read',
] as const;

/** One ability, as a route, a token's scope or a button names it. */
export type Permission = (typeof PERMISSIONS)[number];

const KNOWN: ReadonlySet<string> = new Set(PERMISSIONS);

/** True for a text that names an ability of this version; scopes of old tokens may name others. */
export const isPermission = (text: string): text is Permission => KNOWN.has(text);
