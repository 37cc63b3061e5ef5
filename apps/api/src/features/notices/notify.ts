import { noticeView, type NoticeView } from '@echocohort/contracts';
import { insertNotice, type NoticeRow, type Tx } from '@echocohort/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Configuration } from '../../configuration/configuration.ts';
import { CONFIGURATION } from '../../platform/tokens.ts';

/** What a notice says: ids, codes and the kind of model, never a patient. */
export const noticeFacts = z.object({
  runId: z.string().nullable().default(null), crossValidationId: z.string().nullable().default(null), fold: z.number().nullable().default(null), model: noticeView.shape.model, code: z.string().nullable().default(null),
});

/** A notice to be given. */
export type Notice = z.input<typeof noticeFacts> & { readonly kind: NoticeView['kind'] };

export const noticeViewOf = ({ id, at, kind, facts, readAt }: NoticeRow): NoticeView => noticeView.parse({ id, at: at.toISOString(), kind, ...noticeFacts.parse(facts), readAt: readAt?.toISOString() ?? null });

/** Gives people notices of what became of what they asked for; a mail is due where a mail server is configured. */
@Injectable()
export class Notify {
  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  person(tx: Tx, personId: string, { kind, ...facts }: Notice): Promise<void> {
    return insertNotice(tx, { personId, kind, facts: noticeFacts.parse(facts), mail: this.configuration.mail === null ? 'none' : 'due' });
  }
}
