'use client';
import { peopleRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useSetupState = (token: string) => useQuery({ queryKey: ['setup', token], queryFn: () => call(peopleRoutes.setupState, { params: { token } }) });
