'use client';
import type { Problem } from '@echocohort/contracts-reading';
import { ProblemError } from '@echocohort/contracts';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { signIn } from 'next-auth/react';
import { useState, type FormEvent } from 'react';
import { z } from 'zod';
import { ProblemNote } from '../api/problem-note.tsx';
import { useWords } from '../words/locale-provider.tsx';
import { sessionWords } from './session.words.ts';

const refusal = z.object({ code: z.string(), detail: z.string(), facts: z.record(z.string(), z.unknown()).optional() });

/** The refusal that the portal's server put into next-auth's message. */
function refusalOf(message: string): Problem {
  try {
    const parsed = refusal.safeParse(JSON.parse(message));
    if (parsed.success) return { type: 'about:blank', title: parsed.data.code, status: 401, ...parsed.data };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { type: 'about:blank', title: 'sign-in', status: 401, code: 'no-answer', detail: message };
}

/** E-mail and password; used by the sign-in page and by the dialog over a page whose session ended. */
export function SignInForm({ onEntered, email: known }: { readonly onEntered: () => void; readonly email?: string }) {
  const t = useWords(sessionWords);
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const answer = await signIn('credentials', { email, password, redirect: false });
      if (answer?.ok && !answer.error) return onEntered();
      setProblem(refusalOf(answer?.error ?? ''));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      setProblem(refusalOf(JSON.stringify({ code: 'no-connection', detail: '' })));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        {problem ? <ProblemNote error={new ProblemError(problem)} /> : null}
        <TextInput label={t('email')} type="email" name="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} data-autofocus />
        <PasswordInput label={t('password')} name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
        <Button type="submit" loading={busy} size="sm">{t('enter')}</Button>
      </Stack>
    </form>
  );
}
