'use client';
import { panelRoutes } from '@echocohort/contracts-reading';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Complete cases that wait for the panel, oldest first. */
export const usePanelQueue = () => useQuery({ queryKey: ['panel', 'queue'], queryFn: () => call(panelRoutes.panelQueue) });
