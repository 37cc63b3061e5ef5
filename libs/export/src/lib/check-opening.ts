import { verifyChain, type ChainHead } from '@echocohort/audit';
import { outcomesCommitment } from '@echocohort/cohort';
import { fromHex } from '@echocohort/kernel';
import { z } from 'zod';
import { sealedForPersons, sharesFault } from './check-shares.ts';
import type { ActualDigest, Difference } from './difference.ts';
import { OPENING_PATH, OUTCOMES_PATH } from './export-files.ts';
import { readText, type ExportSource } from './export-source.ts';
import { COMMITMENT_PATH } from './record-files.ts';

function member(text: string, name: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    const found: unknown = typeof value === 'object' && value !== null && name in value ? Object.entries(value).find(([key]) => key === name)?.[1] : null;
    return typeof found === 'string' ? found : null;
  } catch {
    return null;
  }
}

/** What the record of the snapshot says of it. */
interface Locked {
  readonly root: string;
  readonly audit: ChainHead;
}

const trailSchema = z.object({ model: z.string(), trail: z.array(z.string()).optional() });
const rowSchema = z.object({ type: z.string(), payload: z.object({ model: z.string().optional(), commitment: z.string().optional() }) });

/**
 * Model first, data second: the trail continues the one that was locked, row by row, and in it the model's digest is
 * registered before these outcomes are opened for that model, by the persons who hold the key. Null when it proves so, or when no trail was given.
 */
async function trailFault(opening: string, published: string, { audit, root }: Locked): Promise<string | null> {
  const read = trailSchema.safeParse(JSON.parse(opening));
  if (!read.success) return 'The opening does not name the model that it was for.';
  const { model, trail } = read.data;
  if (trail === undefined) return sealedForPersons(published) ? 'The opening does not show the trail to it, in which two persons gave their shares.' : null;
  const commitment = member(published, 'commitment');
  const chain = await verifyChain(trail, undefined, audit);
  if (!chain.ok) return `The trail from the lock to the opening is broken. ${chain.refusal.detail}`;
  const lines = trail.map((line): unknown => JSON.parse(line));
  const rows = lines.map((line) => rowSchema.safeParse(line)).map((row) => (row.success ? row.data : null));
  const registered = rows.findIndex((row) => row?.type === 'model.registered' && row.payload.model === model);
  const opened = rows.findIndex((row) => row?.type === 'external-outcomes.opened' && row.payload.model === model && row.payload.commitment === commitment);
  if (registered < 0 || opened < 0) return 'The trail does not hold both the registration of the model and the opening for it.';
  if (opened < registered) return 'The trail shows the outcomes opened before the model was registered.';
  return sharesFault(lines.slice(registered, opened), published, { root, model });
}

/** Are the opened outcomes of the external centres those that were sealed at the lock? */
export async function checkOpening(source: ExportSource, actual: ActualDigest, locked: Locked): Promise<Difference[]> {
  const [outcomes, opening] = [actual(OUTCOMES_PATH), actual(OPENING_PATH)];
  if (outcomes === undefined && opening === undefined) return [];
  const wrong = (detail: string): Difference[] => [{ path: OUTCOMES_PATH, how: 'opening-differs', detail }];
  if (!outcomes || !opening || !actual(COMMITMENT_PATH)) return wrong('Outcomes, opening and commitment belong together, but one of the three is not here or cannot be read.');
  const salt = member(await readText(source, OPENING_PATH), 'salt');
  const published = await readText(source, COMMITMENT_PATH);
  const commitment = member(published, 'commitment');
  if (salt === null || commitment === null || !/^([0-9a-f]{2})+$/.test(salt)) return wrong('The opening or the commitment cannot be read.');
  const bytes = new TextEncoder().encode(await readText(source, OUTCOMES_PATH));
  if (outcomesCommitment(fromHex(salt), bytes) !== commitment) return wrong('The outcomes are not those that were sealed when the cohort was locked.');
  const fault = await trailFault(await readText(source, OPENING_PATH), published, locked);
  return fault === null ? [] : [{ path: OPENING_PATH, how: 'opening-differs', detail: fault }];
}
