import type { NoticeView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, markNoticesRead, noticesOf, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { noticeViewOf } from './notify.ts';

type Notices = { readonly unread: number; readonly items: NoticeView[] };

const NEWEST = 50;
const noNotice: Result<never> = refuse({ code: 'not-found', detail: 'You have no such notice.' });

/** A person's own notices; nobody sees another's. */
@Injectable()
export class NoticesUseCase {
  constructor(private readonly database: Database) {}

  list(caller: Caller): Promise<Result<Notices>> {
    return this.database.as(this.identity(caller), (tx) => this.of(tx, caller));
  }

  read(caller: Caller, id?: string): Promise<Result<Notices>> {
    return this.database.as(this.identity(caller), async (tx): Promise<Result<Notices>> => {
      const known = await markNoticesRead(tx, caller.personId, id);
      return id !== undefined && known === 0 ? noNotice : this.of(tx, caller);
    });
  }

  /** Row-level security knows a notice by its person; no permission is asked. */
  private identity({ personId, roles }: Caller) {
    return { person: personId, roles, centres: [], pathology: false };
  }

  private async of(tx: Tx, { personId }: Caller): Promise<Result<Notices>> {
    const { unread, items } = await noticesOf(tx, personId, NEWEST);
    return ok({ unread, items: items.map(noticeViewOf) });
  }
}
