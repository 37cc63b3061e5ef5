import type { ApprovalStatement } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { z } from 'zod';
import { readApproval } from './check-approval.ts';

const schema = z.object({
  slot: z.string().min(1).max(40),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  protocolVersion: z.string().min(1).max(40),
  supersedes: z.uuid().optional(),
  reason: z.string().trim().min(3).max(300).optional(),
  approval: z.string().optional(),
});

/** What a sender says of the file that it sends. */
export type UploadFields = Omit<z.output<typeof schema>, 'approval'> & { readonly approval: ApprovalStatement | null };

/** Judges the form fields of an upload; names the field, never its value. */
export function readUploadFields(fields: ReadonlyMap<string, string>): Result<UploadFields> {
  const present = Object.fromEntries([...fields].filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    return refuse({ code: 'invalid', detail: `The field "${field}" is missing or not acceptable.`, field });
  }
  if (parsed.data.supersedes !== undefined && parsed.data.reason === undefined) {
    return refuse({ code: 'reason-missing', detail: 'Say why the image is replaced; the old one stays in the record with this reason.', field: 'reason' });
  }
  const approval = readApproval(parsed.data.approval);
  return approval.ok ? ok({ ...parsed.data, approval: approval.value }) : approval;
}
