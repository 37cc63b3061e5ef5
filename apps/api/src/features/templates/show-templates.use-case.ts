import { Readable } from 'node:stream';
import type { Permission } from '@echocohort/access';
import { templateRoutes, type TemplateFile, type TemplateView } from '@echocohort/contracts';
import { canonicalJson, ok, refuse, type Result } from '@echocohort/kernel';
import { approvedTemplates, Database, findTemplate, listTemplates, templateSample } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { SigningKey } from '../../platform/signing-key.ts';
import { exportedTemplateOf, templateNotFound, templateViewOf } from './template.view.ts';

/** The permission by which a caller reads templates: centres, panel and device managers have different ones. */
export function readingPermission(caller: Caller): Result<Permission> {
  const access = templateRoutes.listTemplates.access;
  const permission = Array.isArray(access) ? caller.firstOf(access) : null;
  return permission === null ? refuse({ code: 'forbidden', detail: 'Your role does not allow this.' }) : ok(permission);
}

/** Templates as lists, as pictures, and as the signed file of the command line. */
@Injectable()
export class ShowTemplatesUseCase {
  constructor(
    private readonly database: Database,
    private readonly key: SigningKey,
  ) {}

  async all(caller: Caller): Promise<Result<{ items: TemplateView[] }>> {
    const permission = readingPermission(caller);
    if (!permission.ok) return permission;
    const rows = await this.database.as(caller.dbIdentity(permission.value), (tx) => listTemplates(tx, caller.studyId));
    return ok({ items: rows.map((row) => templateViewOf(row, caller)) });
  }

  async sample(caller: Caller, templateId: string): Promise<Result<StreamAnswer>> {
    const permission = readingPermission(caller);
    if (!permission.ok) return permission;
    const found = await this.database.as(caller.dbIdentity(permission.value), async (tx) => {
      const [row, picture] = [await findTemplate(tx, caller.studyId, templateId), await templateSample(tx, caller.studyId, templateId)];
      return row === null || picture === null ? null : { row, picture };
    });
    if (found === null) return templateNotFound;
    const { row, picture } = found;
    return ok(new StreamAnswer({ sizeBytes: picture.length, mediaType: 'image/png', digest: row.digest }, (range) => Readable.from([Buffer.from(range === null ? picture : picture.subarray(range.start, range.end + 1))])));
  }

  async file(caller: Caller): Promise<Result<TemplateFile>> {
    const permission = readingPermission(caller);
    if (!permission.ok) return permission;
    const rows = await this.database.as(caller.dbIdentity(permission.value), (tx) => approvedTemplates(tx, caller.studyId));
    // When the newest of them was signed, not now: the same templates give the same file.
    const at = new Date(Math.max(0, ...rows.map(({ decidedAt }) => decidedAt?.getTime() ?? 0)));
    const body: TemplateFile['body'] = { format: 'echocohort.templates/1', study: caller.studyCode, at: at.toISOString(), keyId: this.key.keyId, templates: rows.map(exportedTemplateOf) };
    return ok({ body, signature: this.key.sign(new TextEncoder().encode(canonicalJson(body))) });
  }
}
