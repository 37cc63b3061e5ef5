'use client';
import { Text } from '@mantine/core';
import { z } from 'zod';
import { sentenceOf } from '../../components/api/problem-note.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useLocal, useLocale, useWords } from '../../components/words/locale-provider.tsx';
import type { SlotVerdict } from './check-intake.ts';
import { HELD_WORDS } from './held-words.ts';
import type { IntakeFile } from './intake-files.ts';
import { uploadWords } from './upload.words.ts';

const listed = z.array(z.object({ code: z.string(), severity: z.string(), sentence: z.object({ zh: z.string(), en: z.string() }) }));

/** What stands against a file, or that nothing does: why it is held, what the checks found, why the API refused it. */
export function FileRemarks({ file, twice, verdict }: { readonly file: IntakeFile; readonly twice: boolean; readonly verdict: SlotVerdict | null }) {
  const t = useWords(uploadWords);
  const local = useLocal();
  if (file.status === 'held' || file.status === 'refused') return <Refused file={file} />;
  if (file.answer) return <>{file.answer.findings.map((finding) => <Remark key={finding.id} severity={finding.severity} text={local(finding.sentence)} />)}</>;
  if (!file.prepared) return null;
  if (file.verdict === 'rejected') return <Text size="xs" c="dimmed">{t('rejectedHere')}</Text>;
  if (!file.slot || !verdict) return <Text size="xs" c="var(--ec-needs-you)">{t('chooseSlot')}</Text>;
  const { slot } = file;
  if (twice) return <Text size="xs" c="var(--ec-needs-you)">{t('twice', { slot })}</Text>;
  if (verdict.current && !verdict.sendable && verdict.findings.every((finding) => finding.severity !== 'blocks' || finding.code === 'slot-already-filled')) return <Text size="xs" c="var(--ec-needs-you)">{t('replaceNeeds', { slot })}</Text>;
  if (verdict.findings.length === 0) return <Text size="xs" c="dimmed">{t('ready')}</Text>;
  return <>{verdict.findings.map((finding) => <Remark key={finding.code} severity={finding.severity} text={local(finding.sentence)} />)}</>;
}

function Remark({ severity, text }: { readonly severity: string; readonly text: string }) {
  return <Text size="xs"><StateChip state={severity} /> {text}</Text>;
}

function Refused({ file }: { readonly file: IntakeFile }) {
  const local = useLocal();
  const { locale } = useLocale();
  const { refusal } = file;
  if (!refusal) return null;
  const known = Object.hasOwn(HELD_WORDS, refusal.code) ? HELD_WORDS[refusal.code] : undefined;
  const findings = listed.safeParse(refusal.facts?.['findings']).data ?? [];
  const paths = z.array(z.string()).safeParse(refusal.facts?.['paths']).data ?? [];
  const sentence = known ? local(known) : sentenceOf({ type: 'about:blank', title: refusal.code, status: 0, code: refusal.code, detail: refusal.detail, facts: refusal.facts ? { ...refusal.facts } : undefined }, locale);
  return (
    <div role="alert">
      <Text size="xs" c="var(--ec-blocked)">{sentence}</Text>
      {findings.map((finding) => <Remark key={finding.code} severity={finding.severity} text={finding.sentence[locale]} />)}
      {paths.length > 0 ? <Text size="xs" className="mono">{paths.slice(0, 6).join(' ')}</Text> : null}
      <Text size="xs" c="dimmed" className="mono">{refusal.code}</Text>
    </div>
  );
}
