import { ok, refuse, type Result } from '@echocohort/kernel';
import { countAddressAttempt, Database, forgiveAddressAttempt } from '@echocohort/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../configuration/configuration.ts';
import { CONFIGURATION } from '../../platform/tokens.ts';

const WINDOW_MS = 15 * 60_000;

/**
 * Wrong sign-ins from one network address, over all accounts and all processes of the API: who tries one password at many
 * accounts locks none of them, and is stopped here. Each attempt counts before it is judged; a right one is taken back.
 */
@Injectable()
export class AddressLimit {
  constructor(
    private readonly database: Database,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** Counts an attempt, or refuses it until the window of this address is over. */
  async count(address: string): Promise<Result<true>> {
    return this.database.system(async (tx): Promise<Result<true>> => {
      const { attempts, windowEnds } = await countAddressAttempt(tx, networkOf(address), WINDOW_MS);
      if (attempts <= this.configuration.signInsPerAddress) return ok(true);
      const seconds = Math.max(1, Math.ceil((windowEnds.getTime() - tx.at.getTime()) / 1000));
      return refuse({ code: 'too-many-sign-ins', detail: `Too many wrong sign-ins from your network address. Try again in ${seconds} seconds.`, facts: { seconds } });
    });
  }

  async forgive(address: string): Promise<void> {
    await this.database.system((tx) => forgiveAddressAttempt(tx, networkOf(address)));
  }
}

/** IPv4 as it is; of IPv6 the first 64 bits, which one customer has at least: the rest can be changed at will. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const [front, back] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const groups = tail === undefined ? (front ?? []) : [...(front ?? []), ...Array<string>(Math.max(0, 8 - (front?.length ?? 0) - (back?.length ?? 0))).fill('0'), ...(back ?? [])];
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
