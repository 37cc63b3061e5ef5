import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '../../../../server/auth-options.ts';

interface AuthContext {
  readonly params: Promise<{ nextauth: string[] }>;
}

async function answer(request: NextRequest, context: AuthContext): Promise<Response> {
  const given: unknown = await NextAuth(request, context, authOptions);
  if (given instanceof Response) return given;
  throw new TypeError('next-auth gave no response');
}

export { answer as GET, answer as POST };
