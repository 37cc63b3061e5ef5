import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from '@echocohort/kernel';
import { z } from 'zod';

/** What a key holder states by giving a share: for this snapshot and this model, with this note on the impact. */
export interface ShareStatement {
  readonly root: string;
  readonly run: string;
  readonly model: string;
  readonly holder: string;
  readonly impact: string;
}

/** The text that the holder's signature is made over. */
export const shareStatement = ({ root, run, model, holder, impact }: ShareStatement): string => canonicalJson({ act: 'share-given', root, run, model, holder, impact });

/** `sealed/commitment.json`, as far as it names the holders; `signing` is missing for holders of before there were signatures. */
const publishedSchema = z.object({ needed: z.int().optional(), holders: z.array(z.object({ key: z.string(), signing: z.string().regex(/^[0-9a-f]{64}$/).optional() })).optional() });

const shareRow = z.object({
  type: z.literal('external-outcomes.share-given'),
  payload: z.object({ root: z.string(), run: z.string(), model: z.string(), holder: z.string(), impact: z.string(), key: z.string().optional(), signature: z.string().optional() }),
});
type Share = z.output<typeof shareRow>['payload'];

const SPKI_ED25519 = '302a300506032b6570032100';

/** Does the signature belong to the key that the snapshot published for its holder? */
function isSigned(share: Share, signing: string): boolean {
  const key = createPublicKey({ key: Buffer.from(`${SPKI_ED25519}${signing}`, 'hex'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(shareStatement(share), 'utf8'), key, Buffer.from(share.signature ?? '', 'base64'));
}

/** The text is sealed for persons: then an opening has to show who opened it. */
export const sealedForPersons = (commitment: string): boolean => (publishedSchema.safeParse(JSON.parse(commitment)).data?.holders?.length ?? 0) > 0;

/**
 * Two persons opened the outcomes: between the registration of the model and the opening as many different holders as were
 * needed gave their shares for this snapshot and this model, each with the signature whose key was published at the lock.
 * Null when it is so, or when the server opened by itself.
 */
export function sharesFault(between: readonly unknown[], commitment: string, facts: { readonly root: string; readonly model: string }): string | null {
  const { needed = 2, holders = [] } = publishedSchema.parse(JSON.parse(commitment));
  if (holders.length === 0) return null;
  const shares = between.flatMap((row) => {
    const read = shareRow.safeParse(row);
    return read.success && read.data.payload.root === facts.root && read.data.payload.model === facts.model ? [read.data.payload] : [];
  });
  if (new Set(shares.map(({ holder }) => holder)).size < needed) return `The trail does not show ${needed} persons who gave their shares for the model after it was registered.`;
  const signing = new Map(holders.flatMap(({ key, signing: published }): [string, string][] => (published === undefined ? [] : [[key, published]])));
  if (signing.size < holders.length) return null;
  const signers = new Set(shares.flatMap((share) => {
    const key = signing.get(share.key ?? '');
    return key !== undefined && isSigned(share, key) ? [share.key] : [];
  }));
  return signers.size < needed || signers.size < shares.length ? 'The signature of a key holder does not fit the giving of the share.' : null;
}
