import type { ReceiptView } from '@echocohort/contracts';
import { refuse, ok, type Result } from '@echocohort/kernel';
import { Database, findReceipt } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { SigningKey } from '../../platform/signing-key.ts';
import { receiptViewOf } from './receipts.ts';

/** Receipts as they were given, and the key that they are checked with. */
@Injectable()
export class ReceiptsUseCase {
  constructor(
    private readonly database: Database,
    private readonly signingKey: SigningKey,
  ) {}

  async show(caller: Caller, number: number): Promise<Result<ReceiptView>> {
    const receipt = await this.database.as(caller.dbIdentity('case.read'), (tx) => findReceipt(tx, caller.studyId, number));
    return receipt === null ? refuse({ code: 'not-found', detail: 'There is no such receipt among those of your centres.' }) : ok(receiptViewOf(receipt));
  }

  async publicKey(): Promise<Result<{ pem: string; keyId: string }>> {
    return ok({ pem: this.signingKey.publicPem, keyId: this.signingKey.keyId });
  }
}
