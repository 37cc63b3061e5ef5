import { Database, dueMails, setMail, type DueMail } from '@echocohort/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type { Configuration } from '../../configuration/configuration.ts';
import type { RepeatedTask } from '../../jobs/job-registry.ts';
import { errorFacts, type Log } from '../../platform/log.ts';
import { CONFIGURATION, LOG } from '../../platform/tokens.ts';
import { mailText } from './mail-text.ts';
import { noticeViewOf } from './notify.ts';

const AT_ONCE = 20;
/** A mail server that refuses so often is not asked again for this notice; it stays in the portal. */
const MOST_TRIES = 5;
const PATIENCE_MS = 10_000;

/** Mails notices where a mail server is configured; nothing is sent otherwise. */
@Injectable()
export class SendMailsTask implements RepeatedTask {
  readonly name = 'send-mails';
  readonly everySeconds = 15;

  constructor(
    private readonly database: Database,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const { mail } = this.configuration;
    if (mail === null) return;
    const due = await this.database.system((tx) => dueMails(tx, AT_ONCE));
    if (due.length === 0) return;
    const transport = createTransport({ url: mail.url, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS }, { from: mail.from });
    try {
      for (const notice of due) await this.send(transport, notice, mail.portal);
    } finally {
      transport.close();
    }
  }

  private async send(transport: Transporter, notice: DueMail, portal: string | null): Promise<void> {
    const tries = notice.tries + 1;
    try {
      await transport.sendMail({ to: notice.email, ...mailText(noticeViewOf(notice), notice.locale, portal) });
      await this.database.system((tx) => setMail(tx, notice.id, { mail: 'sent', tries }));
    } catch (error) {
      this.log.warn({ notice: notice.id, tries, ...errorFacts(error) }, 'a notice could not be mailed');
      await this.database.system((tx) => setMail(tx, notice.id, { mail: tries >= MOST_TRIES ? 'given-up' : 'due', tries }));
    }
  }
}
