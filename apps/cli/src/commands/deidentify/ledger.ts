import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { z } from 'zod';
import type { PatientIdentity } from '../../cleaning/patient.ts';
import { readName } from './read-name.ts';
import { writeWhole } from './write-whole.ts';

const MAGIC = Buffer.from('ECLEDGER1\n');
const NONCE = 12;
const TAG = 16;

const ledgerSchema = z.object({
  version: z.literal(1),
  subjects: z.record(z.string(), z.object({ number: z.string(), name: z.string(), birthDate: z.string(), characterSet: z.string(), shiftDays: z.number() })),
});

/** The centre's way back from subject codes to patients. The server never sees it. */
export type LedgerContent = z.infer<typeof ledgerSchema>;

const ledgerKey = (key: Uint8Array): Buffer => Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), 'echocohort/ledger/1', 32));

/** AES-256-GCM under a key derived from the centre's; the header is authenticated too. */
export function sealLedger(content: LedgerContent, key: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', ledgerKey(key), nonce);
  cipher.setAAD(MAGIC);
  const body = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), body]);
}

/** Opens a sealed ledger; refuses one of another key or a changed one. */
export function openLedger(sealed: Buffer, key: Uint8Array): Result<LedgerContent> {
  const damaged = refuse({ code: 'ledger-unreadable', detail: 'The ledger cannot be opened with this key, or its bytes were changed; nothing was written. Use the key file that it was made with.' });
  if (!sealed.subarray(0, MAGIC.length).equals(MAGIC) || sealed.length < MAGIC.length + NONCE + TAG) return damaged;
  const at = MAGIC.length;
  try {
    const decipher = createDecipheriv('aes-256-gcm', ledgerKey(key), sealed.subarray(at, at + NONCE));
    decipher.setAAD(MAGIC);
    decipher.setAuthTag(sealed.subarray(at + NONCE, at + NONCE + TAG));
    const text = Buffer.concat([decipher.update(sealed.subarray(at + NONCE + TAG)), decipher.final()]).toString('utf8');
    return ok(ledgerSchema.parse(JSON.parse(text)));
  } catch {
    return damaged;
  }
}

/** Collects subjects of a run and adds them to the ledger's file. */
export class Ledger {
  private readonly path: string;
  private readonly key: Uint8Array;
  private readonly content: LedgerContent;

  private constructor(path: string, key: Uint8Array, content: LedgerContent) {
    this.path = path;
    this.key = key;
    this.content = content;
  }

  static async open(path: string, key: Uint8Array): Promise<Result<Ledger>> {
    const sealed = await readFile(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : error));
    if (sealed instanceof Error) return refuse({ code: 'ledger-unreadable', detail: 'The ledger file cannot be read.' });
    const content = sealed === null ? ok<LedgerContent>({ version: 1, subjects: {} }) : openLedger(sealed, key);
    return content.ok ? ok(new Ledger(path, key, content.value)) : content;
  }

  has(subject: string): boolean {
    return this.content.subjects[subject] !== undefined;
  }

  add(subject: string, identity: PatientIdentity, shiftDays: number): void {
    this.content.subjects[subject] ??= { ...identity, shiftDays };
  }

  /** Takes the subjects of another ledger in; gives how many contradict what is known here, and then takes none. */
  merge({ subjects }: LedgerContent): number {
    const said = (entry: LedgerContent['subjects'][string]): string => [entry.number, entry.birthDate].map((text) => readName(text, entry.characterSet)).join('\0');
    const contradicted = Object.entries(subjects).filter(([subject, entry]) => {
      const known = this.content.subjects[subject];
      return known !== undefined && said(known) !== said(entry);
    });
    if (contradicted.length === 0) for (const [subject, entry] of Object.entries(subjects)) this.content.subjects[subject] ??= entry;
    return contradicted.length;
  }

  async save(): Promise<void> {
    await writeWhole(dirname(this.path), this.path, sealLedger(this.content, this.key), 0o600);
  }
}
