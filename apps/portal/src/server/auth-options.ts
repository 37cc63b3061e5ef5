import { peopleRoutes, callRoute, ProblemError } from '@echocohort/contracts';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { apiAddress } from './api-address.ts';
import { visitorAddress } from './visitor-address.ts';

/**
 * Sign-in over the API's own login. The API token lives in the encrypted JWT cookie only: neither the page nor
 * `/api/auth/session` ever holds it. The API decides on each call whether the session still stands.
 */
export const authOptions: NextAuthOptions = {
  session: { strategy: 'jwt', maxAge: 12 * 60 * 60 },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  providers: [
    Credentials({
      name: 'EchoCohort',
      credentials: { email: { type: 'email' }, password: { type: 'password' } },
      authorize: async (given, request) => {
        const forwarded: unknown = request.headers?.['x-forwarded-for'];
        const signedIn = await enter(given?.email ?? '', given?.password ?? '', visitorAddress(typeof forwarded === 'string' ? forwarded : null));
        const { person } = signedIn.me;
        return { id: person.id, name: person.name, apiToken: signedIn.token, expiresAt: signedIn.expiresAt, locale: person.locale };
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => {
      if (!user) return token;
      return { ...token, email: null, picture: null, apiToken: user.apiToken, expiresAt: user.expiresAt, locale: user.locale };
    },
    session: ({ session, token }) => ({ expires: session.expires, user: { name: token.name ?? '', locale: token.locale } }),
  },
};

/** Calls the login; a refusal travels to the page as JSON in the message, the only text that next-auth passes on. */
async function enter(email: string, password: string, address: string | null) {
  // The portal itself is whom the API sees; it passes on for whom it asks.
  const send: typeof fetch = (input, init) => fetch(input, address === null ? init : { ...init, headers: [...new Headers(init?.headers), ['x-forwarded-for', address]] });
  try {
    return await callRoute({ baseUrl: apiAddress(), send }, peopleRoutes.signIn, { body: { email, password } });
  } catch (error) {
    if (error instanceof ProblemError) {
      const { code, detail, facts } = error.problem;
      throw new Error(JSON.stringify({ code, detail, facts }), { cause: error });
    }
    if (error instanceof TypeError) throw new Error(JSON.stringify({ code: 'no-connection', detail: 'The server cannot be reached just now.' }), { cause: error });
    throw error;
  }
}
