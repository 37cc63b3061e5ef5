import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

export const grantView = z.object({ role: z.string(), centre: z.string().nullable() });

/** Who one is and what one may do. */
export const personView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  locale: z.enum(['zh', 'en']),
  grants: z.array(grantView),
  disabled: z.boolean(),
});
export type PersonView = z.output<typeof personView>;

/** The caller as the portal needs it. `centres` is 'all' for study-wide roles. */
export const me = z.object({
  person: personView,
  permissions: z.array(z.string()),
  centres: z.union([z.literal('all'), z.array(z.string())]),
  study: z.object({ code: z.string(), name: z.object({ zh: z.string(), en: z.string() }), version: z.string(), protocolVersion: z.string() }),
});
export type Me = z.output<typeof me>;

export const signedIn = z.object({ token: z.string(), expiresAt: z.string(), me });

const newPerson = z.object({
  email: z.email().max(200),
  name: z.string().min(1).max(200),
  password: z.string().min(12).max(200),
  locale: z.enum(['zh', 'en']).default('zh'),
  grants: z.array(grantView).min(1),
});

export const tokenView = z.object({ id: z.string(), centre: z.string().nullable(), createdAt: z.string(), expiresAt: z.string(), revoked: z.boolean() });

export const peopleRoutes = {
  signIn: defineRoute({ name: 'signIn', method: 'POST', path: '/v1/sessions', access: 'public', summary: 'Sign in; wrong passwords lock the account for a growing time.', body: z.object({ email: z.string().max(200), password: z.string().max(200) }), response: signedIn }),
  signOut: defineRoute({ name: 'signOut', method: 'DELETE', path: '/v1/sessions/current', access: 'signed-in', summary: 'Revoke the session that made the call.', response: z.object({ revoked: z.literal(true) }) }),
  me: defineRoute({ name: 'me', method: 'GET', path: '/v1/me', access: 'signed-in', summary: 'Who the caller is, with permissions and centres.', response: me }),
  setupState: defineRoute({ name: 'setupState', method: 'GET', path: '/v1/setup/:token', access: 'public', summary: 'Whether a first-administrator link still holds.', params: z.object({ token: z.string() }), response: z.object({ valid: z.boolean() }) }),
  setup: defineRoute({ name: 'setup', method: 'POST', path: '/v1/setup/:token', access: 'public', summary: 'Create the first administrator from a one-time link.', params: z.object({ token: z.string() }), body: newPerson.omit({ grants: true }), response: personView }),
  listPeople: defineRoute({ name: 'listPeople', method: 'GET', path: '/v1/people', access: ['people.manage'], summary: 'Everybody with an account.', response: z.object({ items: z.array(personView) }) }),
  createPerson: defineRoute({ name: 'createPerson', method: 'POST', path: '/v1/people', access: ['people.manage'], summary: 'Create an account with its role grants.', body: newPerson, response: personView, creates: true }),
  setGrants: defineRoute({ name: 'setGrants', method: 'PUT', path: '/v1/people/:personId/grants', access: ['people.manage'], summary: 'Replace the role grants of a person; open sessions end.', params: z.object({ personId: z.uuid() }), body: z.object({ grants: z.array(grantView), disabled: z.boolean().default(false), reason: z.string().min(3).max(500) }), response: personView }),
  createToken: defineRoute({ name: 'createToken', method: 'POST', path: '/v1/tokens', access: ['token.create'], summary: 'A token for machines with the rights of its maker in one centre; shown once.', body: z.object({ centre: z.string(), days: z.number().int().min(1).max(90).default(30) }), response: tokenView.extend({ token: z.string() }), creates: true }),
  listTokens: defineRoute({ name: 'listTokens', method: 'GET', path: '/v1/tokens', access: ['token.create'], summary: 'Own tokens.', response: z.object({ items: z.array(tokenView) }) }),
  revokeToken: defineRoute({ name: 'revokeToken', method: 'DELETE', path: '/v1/tokens/:tokenId', access: ['token.create'], summary: 'Revoke an own token.', params: z.object({ tokenId: z.uuid() }), response: tokenView }),
} as const;
