import { createHash } from 'node:crypto';
import { frozen, isCaseState } from '@echocohort/case-state';
import type { ReceivedImage } from '@echocohort/contracts';
import { refuse, ok, type Refusal, type Result } from '@echocohort/kernel';
import { slotOf } from '@echocohort/protocol';
import type { MaskTemplate } from '@echocohort/deidentification';
import { appendAudit, approvedTemplates, Database, findCase, holdObject, type CaseRow } from '@echocohort/persistence';
import { objectKey, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { SigningKey } from '../../platform/signing-key.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { maskTemplateOf } from '../templates/template.view.ts';
import { checkApproval } from './check-approval.ts';
import { examineImage } from './examine-image.ts';
import { judgePlace, type Delivery } from './judge-place.ts';
import { readReceived } from './received-image.view.ts';
import { recordImage, type Recorded } from './record-image.ts';
import { UploadReader } from './upload-reader.ts';
import { readUploadFields } from './upload-fields.ts';
import type { Upload } from './read-upload.ts';

const PERMISSION = 'image.upload';

/** Takes one cleaned image into a slot of a case and gives a signed receipt. */
@Injectable()
export class ReceiveImageUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly key: SigningKey,
    private readonly uploads: UploadReader,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(caller: Caller, caseId: string, request: Request): Promise<Result<ReceivedImage>> {
    const row = await this.database.as(caller.dbIdentity(PERMISSION), (tx) => findCase(tx, caseId));
    if (row === null) return this.uploads.turnAway(request, caseNotFound.refusal);
    const upload = await this.uploads.read(request);
    if (!upload.ok) return upload;
    try {
      const study = await this.study.required();
      const templates = await this.database.as(caller.dbIdentity(PERMISSION), async (tx) => (await approvedTemplates(tx, study.id)).map(maskTemplateOf));
      const delivery = this.examine(upload.value, row, study, templates);
      const stored = delivery.ok ? await this.store(caller, row, study, delivery.value) : delivery;
      if (!stored.ok) return await this.refused(caller, row, study, stored.refusal);
      return ok(await this.database.as(caller.dbIdentity(PERMISSION), (tx) => readReceived(tx, study, caseId, stored.value)));
    } finally {
      upload.value.release();
    }
  }

  /** Everything that can be judged without the record. */
  private examine(upload: Upload, row: CaseRow, study: CurrentStudy, templates: readonly MaskTemplate[]): Result<Delivery> {
    const fields = readUploadFields(upload.fields);
    if (!fields.ok) return fields;
    const { slot: slotCode, sha256, protocolVersion, supersedes, reason, approval } = fields.value;
    const { protocol } = study.definition;
    if (protocolVersion !== protocol.version) return refuse({ code: 'protocol-version-changed', field: 'protocolVersion', detail: `Protocol version ${protocol.version} is in force. Load the case again and check the image against it.` });
    const slot = slotOf(protocol, slotCode);
    if (slot === null) return refuse({ code: 'unknown-slot', field: 'slot', detail: 'The protocol has no such slot.' });
    if (createHash('sha256').update(upload.bytes).digest('hex') !== sha256) return refuse({ code: 'digest-mismatch', slot: slot.code, detail: 'What arrived is not what was sent: the digests differ. Send the file again.' });
    const image = examineImage(upload.bytes, { centre: row.centre, subjectCode: row.subjectCode }, templates);
    if (!image.ok) return refuse({ ...image.refusal, slot: slot.code });
    const unapproved = checkApproval(approval, { required: study.definition.deidentification.approval === 'required', sha256, image: image.value });
    if (unapproved !== null) return refuse({ ...unapproved, slot: slot.code });
    return ok({ image: image.value, bytes: upload.bytes, sha256, slot, protocolVersion, supersedes: supersedes ?? null, reason: reason ?? null, approval });
  }

  /** Object first, record second: a row never refers to bytes that are not there. What is left over is swept later. */
  private async store(caller: Caller, row: CaseRow, study: CurrentStudy, delivery: Delivery): Promise<Result<Recorded>> {
    const identity = caller.dbIdentity(PERMISSION);
    const judged = await this.database.as(identity, (tx) => judgePlace(tx, row, delivery));
    if (!judged.ok) return judged;
    if (judged.value.repeated !== null) return ok({ imageId: judged.value.repeated.id, repeated: true });
    const put = await this.put(delivery);
    if (put !== null) return refuse(put);
    // Pathology is visible to this transaction only to judge eligibility again; the answer holds nothing of it.
    return this.database.as(caller.dbIdentity(PERMISSION, { pathology: true }), async (tx): Promise<Result<Recorded>> => {
      await holdObject(tx, delivery.sha256, 'use');
      const there = await this.storage.stat(objectKey(delivery.sha256));
      const swept = there.ok ? null : await this.put(delivery);
      if (swept !== null) return refuse(swept);
      return recordImage(tx, row.id, delivery, { study, key: this.key, personId: caller.personId });
    });
  }

  private async put({ sha256, bytes }: Delivery): Promise<Refusal | null> {
    const stored = await this.storage.put(objectKey(sha256), bytes, { sha256, size: bytes.length });
    return stored.ok ? null : stored.refusal;
  }

  /** A refused image leaves a trace of codes in the trail, and nothing else anywhere. */
  private async refused(caller: Caller, row: CaseRow, study: CurrentStudy, refusal: Refusal): Promise<Result<never>> {
    const findings: unknown = refusal.facts?.['findings'];
    const codes = Array.isArray(findings) ? findings.flatMap((finding: unknown) => (typeof finding === 'object' && finding !== null && 'code' in finding && typeof finding.code === 'string' ? [finding.code] : [])) : [];
    const locked = isCaseState(row.state) && frozen(row.state) !== null;
    if (refusal.slot !== undefined && !locked) {
      await this.database.as(caller.dbIdentity(PERMISSION), (tx) => appendAudit(tx, studyRef(study), { type: 'image.refused', centre: row.centre, case: row.code, payload: { slot: refusal.slot ?? null, code: refusal.code, findings: codes } }));
    }
    return refuse(refusal);
  }
}
