import { callRoute, routes, type SealingView } from '@echocohort/contracts';
import type { Actor } from './sign-in.ts';
import type { Staff } from './staff.ts';

/** The two people of a demo installation who hold the key of sealed outcomes. */
const holdersOf = (staff: Staff): readonly [Actor, Actor] => [staff.dataManager, staff.administrator];

/** A demo holder's passphrase is the demo password with the role behind it, so that whoever tries the product can play both. */
export const demoPassphrase = (password: string, holder: Actor): string => `${password} ${holder.email.split('@')[0] ?? ''}`;

/** Lets both enrol. Without key holders no cohort with external lesions can be locked. */
export async function enrolHolders(staff: Staff, password: string): Promise<void> {
  for (const holder of holdersOf(staff)) await callRoute(holder, routes.enrolKeyHolder, { body: { password, passphrase: demoPassphrase(password, holder) }, idempotencyKey: `holder-${holder.email}` });
}

/** One holder gives the own share for a registered model. */
export function giveShare(holder: Actor, password: string, snapshotId: string, runId: string): Promise<SealingView> {
  const body = { password, passphrase: demoPassphrase(password, holder), runId, impact: 'The model is final; the external figures are computed once.' };
  return callRoute(holder, routes.giveShare, { params: { snapshotId }, body });
}
