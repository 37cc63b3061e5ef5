import { randomUUID } from 'node:crypto';
import type { routes, TemplateView } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { checkMaskTemplate, type MaskTemplate } from '@echocohort/deidentification';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, insertTemplate, nextTemplateVersion } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { checkSample } from './check-sample.ts';
import { layoutOf, templateDigest, templateFacts, templateViewOf } from './template.view.ts';

type Body = BodyOf<typeof routes.drawTemplate>;

/** Letters that scanners use in their own names; no quotation mark, no at sign, no other script, no long number. */
const SCANNER_WORDS = /^[A-Za-z0-9 .,&()/_+\\-]*$/;
const LONG_NUMBER = /\d{6,}/;
const namesScanner = (text: string): boolean => SCANNER_WORDS.test(text) && !LONG_NUMBER.test(text);

/** The draft before it has an identity, for checks that need none. */
const draftOf = (body: Body, personId: string, identity: { readonly id: string; readonly version: number }, at: Date): MaskTemplate =>
  ({ ...layoutOf(body), ...identity, kept: body.kept, drawnBy: personId, drawnAt: at.toISOString(), approvedBy: null, approvedAt: null });

/** A person of a centre drafts a template; it cleans nothing until a second person has signed it. */
@Injectable()
export class DrawTemplateUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  async run(caller: Caller, body: Body): Promise<Result<TemplateView>> {
    if (!caller.mayAt('image.upload', body.centre)) return refuse({ code: 'not-found', detail: 'There is no such centre among yours.' });
    if (![body.manufacturer, body.model, body.software].every(namesScanner)) {
      return refuse({ code: 'template-layout-words', field: 'manufacturer', detail: 'Manufacturer, model and software may hold plain letters and short numbers only; a template of this scanner cannot be shared.' });
    }
    const area = checkMaskTemplate(draftOf(body, caller.personId, { id: randomUUID(), version: 1 }, new Date(0)));
    if (!area.ok) return refuse({ ...area.refusal, field: 'kept' });
    const sample = await checkSample(body.sample, body, body.kept);
    if (!sample.ok) return sample;
    return this.database.as(caller.dbIdentity('image.upload'), async (tx): Promise<Result<TemplateView>> => {
      const study = await this.study.required(tx);
      const last = await nextTemplateVersion(tx, study.id, layoutOf(body));
      const identity = { templateId: last.templateId ?? randomUUID(), version: last.version };
      const digest = templateDigest(draftOf(body, caller.personId, { id: identity.templateId, version: identity.version }, tx.at));
      const { centre, kept, textBeside } = body;
      const row = await insertTemplate(tx, study.id, { ...layoutOf(body), ...identity, centre, kept, textBeside, digest, sample: sample.value }, caller.personId);
      await appendAudit(tx, studyRef(study), { type: 'template.drawn', centre, case: null, payload: templateFacts(row) });
      return ok(templateViewOf(row, caller));
    });
  }
}
