import { unit } from '../results/estimate.schema.ts';
import type { AnalysisReport } from '../results/report.schema.ts';
import { guarded, objectsOf, type Check, type Guard } from './guard.ts';

/** A number with a method is one that people will read: it needs unit, source, n and, where it names ids, a set that exists. */
function* checksOf(report: AnalysisReport): Generator<Check> {
  for (const { path, fields } of objectsOf(report.results)) {
    if (typeof fields['method'] === 'string' && typeof fields['reference'] === 'string') {
      yield { where: path, holds: unit.safeParse(fields['unit']).success, detail: 'The number does not say whether it counts images, lesions, patients or readers.' };
      yield { where: path, holds: Array.isArray(fields['source']) && fields['source'].length > 0, detail: 'The number does not say from which tables it comes.' };
      yield { where: path, holds: typeof fields['n'] === 'number', detail: 'The number does not say from how many it comes.' };
    }
    for (const name of ['ids', 'outsideIds']) {
      const key = fields[name];
      if (typeof key === 'string') yield { where: `${path}.${name}`, holds: report.idSets[key] !== undefined, detail: 'The number names a set of ids that the report does not hold.' };
    }
  }
}

/** Every number says its unit, its source and its n (the paper says patients and counts lesions). */
export const unitStated: Guard = { name: 'unit-stated', check: (report) => guarded(checksOf(report)) };
