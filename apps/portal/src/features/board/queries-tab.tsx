'use client';
import type { CaseBoard } from '@echocohort/contracts';
import { Divider, Stack, Text } from '@mantine/core';
import { useAddress } from '../../components/data/use-address.ts';
import { useIntake } from '../../components/intake/intake-context.tsx';
import { QueryThread } from '../../components/queries/query-thread.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { boardWords } from './board.words.ts';

const RANK = ['open', 'answered', 'closed'];

/** The queries of the case, open ones first; an image can be replaced from here. */
export function QueriesTab({ board }: { readonly board: CaseBoard }) {
  const t = useWords(boardWords);
  const address = useAddress();
  const openIntake = useIntake();
  const queries = [...board.queries].sort((a, b) => RANK.indexOf(a.status) - RANK.indexOf(b.status));
  if (queries.length === 0) return <Text size="sm" c="dimmed">{t('noQueries')}</Text>;
  const replace = openIntake ? (slot: string) => openIntake({ slot, supersedes: board.slots.find((held) => held.code === slot)?.image?.id ?? null }) : undefined;
  return (
    <Stack gap="md">
      {queries.map((query, index) => (
        <div key={query.id}>
          {index > 0 ? <Divider mb="md" /> : null}
          <QueryThread query={query} onReplace={replace} onSlot={(slot) => address.set({ slot })} />
        </div>
      ))}
    </Stack>
  );
}
