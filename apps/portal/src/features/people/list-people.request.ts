'use client';
import { peopleRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const usePeople = () => useQuery({ queryKey: ['people'], queryFn: () => call(peopleRoutes.listPeople) });
