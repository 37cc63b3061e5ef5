import type { NearCase } from '@echocohort/contracts';
import type { NearestCase } from '@echocohort/inference';
import type { Caller } from '../../http/caller.ts';

/** Codes begin with their centre: `C03-0142-L1`. */
const centreOf = (lesion: string): string => lesion.split('-')[0] ?? '';

/**
 * Near training lesions as the caller may know them. Whoever reads snapshots of the whole study (they hold these outcomes) sees all; others see the
 * codes of their centres, and outcome and score where they see that centre's pathology. Of another centre only the distance stays.
 */
export function nearCasesFor(caller: Caller, nearest: readonly NearestCase[]): NearCase[] {
  const whole = caller.centres('snapshot.read') === 'all';
  return nearest.map(({ lesion, malignant, score, distance }) => {
    const known = whole || caller.mayAt('case.read', centreOf(lesion));
    const disclosed = whole || (known && caller.mayAt('pathology.read', centreOf(lesion)));
    return { distance, lesion: known ? lesion : null, malignant: disclosed ? malignant : null, score: disclosed ? score : null };
  });
}
