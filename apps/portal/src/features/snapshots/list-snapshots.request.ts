'use client';
import { cohortRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useSnapshots = () => useQuery({ queryKey: ['snapshots'], queryFn: () => call(cohortRoutes.listSnapshots) });
