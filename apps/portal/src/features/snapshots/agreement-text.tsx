'use client';
import type { AgreementName, AgreementView } from '@echocohort/contracts';
import { Text } from '@mantine/core';
import { Digest } from '../../components/data/digest.tsx';
import { useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { agreementWords } from './agreement.words.ts';
import styles from './snapshots.module.css';

/** Title and version, with the digest that names the words. */
export function AgreementLine({ name }: { readonly name: AgreementName }) {
  const t = useWords(agreementWords);
  const { locale } = useLocale();
  return <>{name.title[locale]}, {t('version', { version: name.version })} · <Digest value={name.digest} ends={4} /></>;
}

/** The words themselves, in the reader's language. */
export function AgreementText({ agreement }: { readonly agreement: AgreementView }) {
  const { locale } = useLocale();
  return (
    <blockquote className={styles.agreement} data-testid="agreement-text" tabIndex={0}>
      <Text size="sm" fw={600}><AgreementLine name={agreement} /></Text>
      <Text size="sm" style={{ whiteSpace: 'pre-line', maxHeight: 220, overflowY: 'auto' }}>{agreement.text[locale]}</Text>
    </blockquote>
  );
}
