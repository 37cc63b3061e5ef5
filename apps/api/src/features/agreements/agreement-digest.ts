import { createHash } from 'node:crypto';
import { canonicalJson } from '@echocohort/kernel';
import type { AgreementText } from '@echocohort/persistence';

/** Names what a version says: SHA-256 of title and text in both languages as canonical JSON. */
export const agreementDigest = ({ title, text }: AgreementText): string => createHash('sha256').update(canonicalJson({ title: { zh: title.zh, en: title.en }, text: { zh: text.zh, en: text.en } })).digest('hex');
