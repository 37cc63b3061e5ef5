import type { KeyHolderView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, insertKeyHolder, listKeyHolders, type KeyHolderRow } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { CheckPasswordAgain } from '../auth/check-password-again.ts';
import { keyIdOf } from '../snapshots/seal-outcomes.ts';
import { makeKeyPair } from './sealing-box.ts';

const viewOf = ({ personId, name, publicKey, enrolledAt }: KeyHolderRow): KeyHolderView => ({ personId, name, keyId: keyIdOf(publicKey), enrolledAt: enrolledAt.toISOString() });

const enrolled: Result<never> = refuse({ code: 'already-done', detail: 'You hold a key already. A second one would make the shares that are out worthless.' });

/** Who holds shares, and becoming one of them. The passphrase is used and forgotten; the server keeps what only it opens. */
@Injectable()
export class KeyHoldersUseCase {
  constructor(
    private readonly database: Database,
    private readonly password: CheckPasswordAgain,
  ) {}

  async list(): Promise<Result<{ items: KeyHolderView[] }>> {
    return ok({ items: (await this.database.system((tx) => listKeyHolders(tx))).map(viewOf) });
  }

  async enrol(caller: Caller, input: { readonly password: string; readonly passphrase: string }): Promise<Result<KeyHolderView>> {
    const right = await this.password.run(caller, input.password);
    if (!right.ok) return right;
    const pair = await makeKeyPair(input.passphrase);
    return this.database.as(caller.dbIdentity('outcome.release'), async (tx): Promise<Result<KeyHolderView>> => {
      if (!(await insertKeyHolder(tx, pair, caller.personId))) return enrolled;
      const keyId = keyIdOf(pair.publicKey);
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'key-holder.enrolled', centre: null, case: null, payload: { person: caller.personId, key: keyId } });
      return ok({ personId: caller.personId, name: caller.name, keyId, enrolledAt: tx.at.toISOString() });
    });
  }
}
