'use client';
import { Button, Modal, PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useCreatePerson, type NewPerson } from './create-person.request.ts';
import { GrantsEditor } from './grants-editor.tsx';
import { peopleWords } from './people.words.ts';

const EMPTY: NewPerson = { email: '', name: '', password: '', locale: 'zh', grants: [{ role: 'coordinator', centre: null }] };
const LEAST_PASSWORD = 12;

export function NewPersonDialog() {
  const t = useWords(peopleWords);
  const toast = useToast();
  const create = useCreatePerson();
  const [asking, setAsking] = useState(false);
  const [person, setPerson] = useState<NewPerson>(EMPTY);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(person, { onSuccess: (made) => { setAsking(false); setPerson(EMPTY); toast(t('created', { name: made.name })); } });
  };
  return (
    <>
      <Button leftSection={<IconUserPlus size={15} />} onClick={() => setAsking(true)}>{t('new')}</Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('new')} size={540}>
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput label={t('name')} required maxLength={200} value={person.name} onChange={(event) => setPerson({ ...person, name: event.currentTarget.value })} data-autofocus />
            <TextInput label={t('email')} type="email" required autoComplete="off" value={person.email} onChange={(event) => setPerson({ ...person, email: event.currentTarget.value })} />
            <PasswordInput label={t('password')} description={t('passwordWhy')} required minLength={LEAST_PASSWORD} autoComplete="new-password" value={person.password} onChange={(event) => setPerson({ ...person, password: event.currentTarget.value })} />
            <SegmentedControl aria-label={t('language')} data={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} value={person.locale} onChange={(locale) => setPerson({ ...person, locale: locale === 'en' ? 'en' : 'zh' })} />
            <GrantsEditor grants={person.grants} onChange={(grants) => setPerson({ ...person, grants: [...grants] })} />
            {create.error ? <ProblemNote error={create.error} /> : null}
            <Button type="submit" loading={create.isPending}>{t('create')}</Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
