'use client';
import type { PersonView } from '@echocohort/contracts';
import { Button, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { GrantsEditor, type Grant } from './grants-editor.tsx';
import { peopleWords } from './people.words.ts';
import { useSetGrants } from './set-grants.request.ts';

/** Change of what a person may do; asks for the reason. */
export function ChangeGrants({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) {
  const t = useWords(peopleWords);
  const toast = useToast();
  const [grants, setGrants] = useState<readonly Grant[]>(person.grants);
  const [disabled, setDisabled] = useState(person.disabled);
  const [reason, setReason] = useState('');
  const save = useSetGrants(person.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ grants: [...grants], disabled, reason: reason.trim() }, { onSuccess: () => { toast(t('saved')); onClose(); } });
  };
  return (
    <Modal opened onClose={onClose} title={t('grantsOf', { name: person.name })} size={540}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <GrantsEditor grants={grants} onChange={setGrants} />
          <Switch label={t('disabled')} checked={disabled} onChange={(event) => setDisabled(event.currentTarget.checked)} />
          <TextInput label={t('reason')} required minLength={3} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Text size="xs" c="dimmed">{t('endsSessions')}</Text>
          {save.error ? <ProblemNote error={save.error} /> : null}
          <Button type="submit" disabled={reason.trim().length < 3} loading={save.isPending}>{t('save')}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
