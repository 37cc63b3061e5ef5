import { randomBytes } from 'node:crypto';
import { ok, type Result } from '@echocohort/kernel';
import { anybodyThere, insertSetupLink, type Database } from '@echocohort/persistence';
import { ensureAgreement } from '../features/agreements/first-agreement.ts';
import { hashPassword } from '../features/auth/password.ts';
import { issueToken } from '../features/auth/session-token.ts';
import { activateStudy } from './activate-study.ts';
import { addDemoPeople, demoPeople } from './demo-people.ts';

const SETUP_LINK_HOURS = 24;

export interface InstallationOptions {
  readonly studyText: string;
  readonly studyFile: string;
  /** `demo`: one account per role. `empty`: a one-time link for the first administrator. */
  readonly mode: 'demo' | 'empty';
  /** Password of the demo accounts; made up when absent. */
  readonly demoPassword?: string;
}

/** What the start script prints. */
export interface Installation {
  readonly study: { readonly code: string; readonly version: string; readonly activated: boolean };
  /** Demo accounts; their password is known only on the start that made them, or when it was given. */
  readonly accounts: readonly { readonly email: string; readonly name: string; readonly roles: readonly string[]; readonly centre: string | null }[];
  readonly password: string | null;
  /** Path of the portal that creates the first administrator; null when somebody has an account. */
  readonly setupPath: string | null;
}

/** Brings an installation to where people can sign in. Run again, it changes nothing that is there. */
export async function prepareInstallation(database: Database, options: InstallationOptions): Promise<Result<Installation>> {
  const password = options.demoPassword ?? randomBytes(9).toString('base64url');
  const passwordHash = options.mode === 'demo' ? await hashPassword(password) : '';
  return database.system(async (tx): Promise<Result<Installation>> => {
    const activation = await activateStudy(tx, options.studyText, options.studyFile);
    if (!activation.ok) return activation;
    const { studyId, code, version, activated, definition } = activation.value;
    const study = { code, version, activated };
    await ensureAgreement(tx, { id: studyId, code });
    const inhabited = await anybodyThere(tx);
    if (options.mode === 'demo') {
      const people = demoPeople(definition);
      if (!inhabited) await addDemoPeople(tx, { id: studyId, code }, people, passwordHash);
      const accounts = people.map(({ email, name, grants }) => ({ email, name, roles: grants.map(({ role }) => role), centre: grants[0]?.centre ?? null }));
      return ok({ study, accounts, password: inhabited && options.demoPassword === undefined ? null : password, setupPath: null });
    }
    if (inhabited) return ok({ study, accounts: [], password: null, setupPath: null });
    const { token, tokenHash } = issueToken();
    await insertSetupLink(tx, tokenHash, new Date(tx.at.getTime() + SETUP_LINK_HOURS * 3_600_000));
    return ok({ study, accounts: [], password: null, setupPath: `/setup/${token}` });
  }, { timeoutMs: 60_000 });
}
