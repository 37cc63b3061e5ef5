'use client';
import { peopleRoutes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Creates the first administrator; the link is used up by it. */
export const useSetUp = (token: string) => useMutation({ mutationFn: (body: BodyOf<typeof peopleRoutes.setup>) => call(peopleRoutes.setup, { params: { token }, body }) });
