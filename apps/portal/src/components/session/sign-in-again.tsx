'use client';
import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onSignedOut } from '../api/query-provider.tsx';
import { useWords } from '../words/locale-provider.tsx';
import { useMe } from './me-context.tsx';
import { sessionWords } from './session.words.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Over the page when the API no longer knows the session. The page stays as it is, so nothing typed is lost. */
export function SignInAgain() {
  const t = useWords(sessionWords);
  const { me } = useMe();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  useEffect(() => onSignedOut(() => setOpen(true)), []);
  const entered = () => {
    setOpen(false);
    void client.invalidateQueries();
  };
  return (
    <Modal opened={open} onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t('again')}>
      <Stack gap="md">
        <Text size="sm">{t('againWhy')}</Text>
        <SignInForm email={me.person.email} onEntered={entered} />
      </Stack>
    </Modal>
  );
}
