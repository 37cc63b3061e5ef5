import { frozen, isCaseState } from '@echocohort/case-state';
import type { ReceivedImage } from '@echocohort/contracts';
import { refuse, ok, type Refusal, type Result } from '@echocohort/kernel';
import { slotOf } from '@echocohort/protocol';
import type { MaskTemplate } from '@echocohort/deidentification';
import { appendAudit, Database, findCase, type CaseRow } from '@echocohort/persistence';
import { objectKey, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { Metrics } from '../../platform/metrics.ts';
import { SigningKey } from '../../platform/signing-key.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { approvedMaskTemplates } from '../templates/approved-mask-templates.ts';
import { ExaminationRoom } from './examination-room.ts';
import type { Delivery } from './judge-place.ts';
import { recordImage } from './record-image.ts';
import { UploadReader } from './upload-reader.ts';
import { readUploadFields } from './upload-fields.ts';
import type { Upload } from './read-upload.ts';

const PERMISSION = 'image.upload';
/** The longest that judging, storing and recording one image may take; a long clip needs its time to a storage far away. */
const LONGEST_MS = 300_000;

/** What the record says before a byte is read. */
interface Place {
  readonly row: CaseRow;
  readonly study: CurrentStudy;
  readonly templates: readonly MaskTemplate[];
}

const codesOf = (findings: unknown): string[] =>
  Array.isArray(findings) ? findings.flatMap((finding: unknown) => (typeof finding === 'object' && finding !== null && 'code' in finding && typeof finding.code === 'string' ? [finding.code] : [])) : [];

/** Takes one cleaned image into a slot of a case and gives a signed receipt. */
@Injectable()
export class ReceiveImageUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly key: SigningKey,
    private readonly uploads: UploadReader,
    private readonly room: ExaminationRoom,
    private readonly metrics: Metrics,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(caller: Caller, caseId: string, request: Request): Promise<Result<ReceivedImage>> {
    const place = await this.placeOf(caller, caseId);
    if (place === null) return this.uploads.turnAway(request, caseNotFound.refusal);
    const upload = await this.uploads.read(request);
    if (!upload.ok) return upload;
    try {
      const delivery = await this.examine(upload.value, place);
      const recorded = delivery.ok ? await this.record(caller, place, delivery.value) : delivery;
      if (!recorded.ok) return await this.refused(caller, place, recorded.refusal);
      if (!recorded.value.repeated) this.metrics.add('echocohort_images_stored_total');
      return recorded;
    } finally {
      upload.value.release();
    }
  }

  private placeOf(caller: Caller, caseId: string): Promise<Place | null> {
    return this.database.as(caller.dbIdentity(PERMISSION), async (tx) => {
      const row = await findCase(tx, caseId);
      if (row === null) return null;
      const study = await this.study.required(tx);
      return { row, study, templates: await approvedMaskTemplates(tx, study.id) };
    });
  }

  /** Everything that can be judged without the record. */
  private async examine(upload: Upload, { row, study, templates }: Place): Promise<Result<Delivery>> {
    const fields = readUploadFields(upload.fields);
    if (!fields.ok) return fields;
    const { slot: slotCode, sha256, protocolVersion, supersedes, reason, approval } = fields.value;
    const { protocol, deidentification } = study.definition;
    if (protocolVersion !== protocol.version) return refuse({ code: 'protocol-version-changed', field: 'protocolVersion', detail: `Protocol version ${protocol.version} is in force. Load the case again and check the image against it.` });
    const slot = slotOf(protocol, slotCode);
    if (slot === null) return refuse({ code: 'unknown-slot', field: 'slot', detail: 'The protocol has no such slot.' });
    const subject = { centre: row.centre, subjectCode: row.subjectCode };
    const { judged, bytes } = await this.room.examine({ bytes: upload.bytes, sha256, subject, templates, approval, approvalRequired: deidentification.approval === 'required' });
    if (!judged.ok) return refuse({ ...judged.refusal, slot: slot.code });
    return ok({ image: judged.value, bytes, sha256, slot, protocolVersion, supersedes: supersedes ?? null, reason: reason ?? null, approval });
  }

  /**
   * Judged, stored and recorded under one hold of the case. Object first, row second: a row never refers to bytes that are not there,
   * and nothing is stored before everything has been judged. What a failed transaction leaves over is swept later.
   */
  private record(caller: Caller, { row, study }: Place, delivery: Delivery): Promise<Result<ReceivedImage>> {
    // Pathology is visible to this transaction only to judge eligibility again; the answer holds nothing of it.
    const identity = caller.dbIdentity(PERMISSION, { pathology: true });
    const by = { study, key: this.key, personId: caller.personId, store: () => this.put(delivery) };
    return this.database.as(identity, (tx) => recordImage(tx, row.id, delivery, by), { timeoutMs: LONGEST_MS });
  }

  private async put({ sha256, bytes }: Delivery): Promise<Refusal | null> {
    const there = await this.storage.stat(objectKey(sha256));
    if (there.ok) return null;
    const stored = await this.storage.put(objectKey(sha256), bytes, { sha256, size: bytes.length });
    return stored.ok ? null : stored.refusal;
  }

  /** A refused image leaves a trace of codes in the trail and in the counters, and nothing else anywhere. */
  private async refused(caller: Caller, { row, study }: Place, refusal: Refusal): Promise<Result<never>> {
    const findings = codesOf(refusal.facts?.['findings']);
    for (const code of [refusal.code, ...new Set(findings)]) this.metrics.addCoded('echocohort_images_refused_total', code);
    const locked = isCaseState(row.state) && frozen(row.state) !== null;
    if (refusal.slot !== undefined && !locked) {
      await this.database.as(caller.dbIdentity(PERMISSION), (tx) => appendAudit(tx, studyRef(study), { type: 'image.refused', centre: row.centre, case: row.code, payload: { slot: refusal.slot ?? null, code: refusal.code, findings } }));
    }
    return refuse(refusal);
  }
}
