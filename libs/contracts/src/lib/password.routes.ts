import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

export const passwordRoutes = {
  changePassword: defineRoute({ name: 'changePassword', method: 'POST', path: '/v1/me/password', access: 'signed-in', summary: 'Change the own password with the present one; every other session of the person ends, tokens stay.', body: z.object({ password: z.string().max(200), next: z.string().min(12).max(200) }), response: z.object({ sessionsEnded: z.number() }) }),
} as const;
