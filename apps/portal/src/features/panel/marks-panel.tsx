'use client';
import type { PanelCase } from '@echocohort/contracts-reading';
import { Divider, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { StateChip } from '../../components/data/state-chip.tsx';
import { QueryThread } from '../../components/queries/query-thread.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './panel.module.css';
import { panelWords } from './panel.words.ts';
import { keyOfReason, type StagedQuery } from './staged-queries.ts';

interface MarksProps {
  readonly found: PanelCase;
  readonly slot: string | null;
  readonly staged: readonly StagedQuery[];
  readonly onMark: (reasonCode: string) => void;
  readonly onWords: (query: StagedQuery, text: string) => void;
}

/** The coded reasons with their keys, the marks that wait to be sent, what the protocol check found, and the case's queries. */
export function MarksPanel({ found, slot, staged, onMark, onWords }: MarksProps) {
  const t = useWords(panelWords);
  const local = useLocal();
  const findings = found.slots.find((candidate) => candidate.code === slot)?.findings ?? [];
  const marked = (reasonCode: string) => staged.some((query) => query.slot === slot && query.reasonCode === reasonCode);
  return (
    <aside className={styles.side}>
      <Text size="xs" c="dimmed">{t('reasons', { slot: slot ?? '' })}</Text>
      <div>
        {found.reasons.map((reason, index) => (
          <UnstyledButton key={reason.code} className={styles.reason} data-marked={marked(reason.code)} aria-pressed={marked(reason.code)} onClick={() => onMark(reason.code)}>
            <kbd>{keyOfReason(index)}</kbd> {local(reason.text)}
          </UnstyledButton>
        ))}
      </div>
      {findings.map((finding) => <Text key={finding.id} size="xs"><StateChip state={finding.severity} /> {local(finding.sentence)}</Text>)}
      {staged.length > 0 ? (
        <Stack gap="sm">
          <Text size="xs" c="dimmed">{t('marks')}</Text>
          {staged.map((query) => <Marked key={`${query.slot} ${query.reasonCode}`} query={query} reasons={found.reasons} onWords={(text) => onWords(query, text)} />)}
        </Stack>
      ) : null}
      {found.queries.length > 0 ? (
        <Stack gap="md">
          <Divider />
          <Text size="xs" c="dimmed">{t('queries')}</Text>
          {found.queries.map((query) => <QueryThread key={query.id} query={query} />)}
        </Stack>
      ) : null}
    </aside>
  );
}

function Marked({ query, reasons, onWords }: { readonly query: StagedQuery; readonly reasons: PanelCase['reasons']; readonly onWords: (text: string) => void }) {
  const t = useWords(panelWords);
  const local = useLocal();
  const reason = reasons.find((candidate) => candidate.code === query.reasonCode);
  const label = `${query.slot} · ${reason ? local(reason.text) : query.reasonCode}`;
  return <TextInput size="xs" label={label} placeholder={t('note')} maxLength={2000} value={query.text} data-mark-words onChange={(event) => onWords(event.currentTarget.value)} />;
}
