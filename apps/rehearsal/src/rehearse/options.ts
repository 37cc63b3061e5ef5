import { parseArgs } from 'node:util';

/** What `npm run rehearsal` was asked for. */
export interface RehearsalOptions {
  readonly centres: number;
  /** Patients in all, shared out over the centres. */
  readonly patients: number;
  readonly seed: string;
  readonly faults: 'standard' | 'none';
  readonly json: string | null;
  readonly keep: string | null;
}

/** The options, or the sentence that says what is wrong with them. */
export function readOptions(args: readonly string[]): RehearsalOptions | string {
  let values: Record<string, string | undefined>;
  try {
    const text = { type: 'string' } as const;
    values = parseArgs({ args: [...args], options: { centres: text, patients: text, seed: text, faults: text, json: text, keep: text } }).values;
  } catch {
    return 'Options: --centres N --patients N --seed S --faults standard|none --json FILE --keep DIR';
  }
  const [centres, patients] = [Number(values['centres'] ?? '13'), Number(values['patients'] ?? '40')];
  const faults = values['faults'] ?? 'standard';
  if (!Number.isInteger(centres) || centres < 3) return '--centres must be a whole number of at least 3: two that develop and one external';
  if (!Number.isInteger(patients) || patients < centres * 2) return '--patients must be at least two for each centre';
  if (faults !== 'standard' && faults !== 'none') return '--faults must be standard or none';
  return { centres, patients, seed: values['seed'] ?? '1', faults, json: values['json'] ?? null, keep: values['keep'] ?? null };
}
