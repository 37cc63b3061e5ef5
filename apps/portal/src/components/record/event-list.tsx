'use client';
import { timelineEntry } from '@echocohort/contracts';
import { Text } from '@mantine/core';
import type { z } from 'zod';
import { Moment } from '../data/moment.tsx';
import { useLocal } from '../words/locale-provider.tsx';
import { eventFacts } from './event-facts.ts';
import { eventWords } from './event-words.ts';

export type RecordedEvent = z.output<typeof timelineEntry>;

/** Events as the audit holds them: what, who, when, and the facts of the payload. */
export function EventList({ events }: { readonly events: readonly RecordedEvent[] }) {
  const local = useLocal();
  return (
    <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {events.map((event) => (
        <li key={event.seq} style={{ padding: '6px 0', borderBottom: '1px solid var(--ec-line)' }}>
          <Text size="sm" fw={600}>{local(eventWords(event.type))}</Text>
          <Text size="xs" c="dimmed"><Moment at={event.at} />{event.actor ? ` · ${event.actor}` : ''}</Text>
          <Text size="xs" style={{ overflowWrap: 'anywhere' }}>{eventFacts(event.payload)}</Text>
        </li>
      ))}
    </ol>
  );
}
