'use client';
import { peopleRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useTokens = () => useQuery({ queryKey: ['tokens'], queryFn: () => call(peopleRoutes.listTokens) });
