'use client';
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly explain: string;
  readonly label: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly destructive?: boolean;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** Asks for the reason of an act that goes on record, and says what the act does. */
export function ReasonDialog({ title, explain, label, pending, error, destructive, onClose, onReason }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given.length >= 3) onReason(given);
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{explain}</Text>
          <TextInput label={label} required minLength={3} maxLength={300} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
          {error ? <ProblemNote error={error} /> : null}
          <Button type="submit" color={destructive ? 'red' : undefined} disabled={given.length < 3} loading={pending}>{title}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
