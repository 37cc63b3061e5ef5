import { z } from 'zod';

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Every variable that API and worker read, once, here. Storage variables (STORAGE_DIR, S3_*) are read by libs/storage. */
const environment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'an address postgresql://…').describe('connection of the role echocohort_app'),
  JOBS_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'an address postgresql://…').optional().describe('connection of the job queue; DATABASE_URL when absent'),
  ECHOCOHORT_SIGNING_KEY_FILE: z.string().min(1).describe('PEM file of the Ed25519 key that signs receipts'),
  API_HOST: z.string().min(1).default('127.0.0.1'),
  API_PORT: wholeNumber(0, 65535).default(4000),
  MAX_UPLOAD_BYTES: wholeNumber(1024, 8 * 1024 ** 3).default(512 * 1024 ** 2),
  SESSION_HOURS: wholeNumber(1, 72).default(12),
  SIGN_INS_PER_ADDRESS: wholeNumber(1, 100_000).default(100).describe('wrong sign-ins from one network address within 15 minutes'),
  TRUSTED_HOPS: wholeNumber(0, 5).default(0).describe('programs in front of the API whose X-Forwarded-For is believed: 1 for the portal'),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'an address smtp://… or smtps://…').optional().describe('mail server for notices; without it no mail is sent'),
  MAIL_FROM: z.string().min(3).default('echocohort@localhost').describe('sender of notices'),
  PORTAL_URL: z.url().optional().describe('address of the portal, for links in mails'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

export interface Configuration {
  readonly databaseUrl: string;
  readonly jobsDatabaseUrl: string;
  readonly signingKeyFile: string;
  readonly host: string;
  readonly port: number;
  readonly maxUploadBytes: number;
  readonly sessionHours: number;
  /** Wrong sign-ins from one network address within a window. */
  readonly signInsPerAddress: number;
  /** Programs in front of the API whose word on the address of who asks is believed. */
  readonly trustedHops: number;
  readonly logLevel: string;
  /** Null: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string; readonly portal: string | null } | null;
  /** The environment as it was given, for adapters that read their own variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Stops the start; names every bad variable, never its value (some hold passwords). */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** Reads the environment once; throws a ConfigurationError that lists all faults together. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    throw new ConfigurationError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${present[issue.path.join('.')] === undefined ? 'is missing' : issue.message}`));
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL,
    jobsDatabaseUrl: values.JOBS_DATABASE_URL ?? values.DATABASE_URL,
    signingKeyFile: values.ECHOCOHORT_SIGNING_KEY_FILE,
    host: values.API_HOST,
    port: values.API_PORT,
    maxUploadBytes: values.MAX_UPLOAD_BYTES,
    sessionHours: values.SESSION_HOURS,
    signInsPerAddress: values.SIGN_INS_PER_ADDRESS,
    trustedHops: values.TRUSTED_HOPS,
    logLevel: values.LOG_LEVEL,
    mail: values.SMTP_URL === undefined ? null : { url: values.SMTP_URL, from: values.MAIL_FROM, portal: values.PORTAL_URL ?? null },
    environment: present,
  };
}
