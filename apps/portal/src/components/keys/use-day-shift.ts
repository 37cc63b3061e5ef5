'use client';
import { useQuery } from '@tanstack/react-query';
import { useCentreKey } from './use-centre-key.ts';

/** Days by which a patient's dates are moved, where this browser holds the centre's key; null where it does not. */
export function useDayShift(centre: string, subjectCode: string): number | null {
  const { data: held } = useCentreKey(centre);
  const { data } = useQuery({
    queryKey: ['day-shift', centre, subjectCode, held?.fingerprint],
    enabled: Boolean(held),
    staleTime: Infinity,
    queryFn: async () => {
      if (!held) return null;
      const { shiftUnder } = await import('./day-shift.ts');
      return shiftUnder(held.key, subjectCode);
    },
  });
  return data ?? null;
}

