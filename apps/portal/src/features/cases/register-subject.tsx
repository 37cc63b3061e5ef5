'use client';
import { centresAllowed } from '@echocohort/access';
import { Button, Modal, Select, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useStudy } from '../../components/data/use-study.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { casesWords } from './cases.words.ts';
import { useRegisterSubject } from './register-subject.request.ts';

/** One click where a person has one centre; with several they choose first. */
export function RegisterSubject() {
  const t = useWords(casesWords);
  const local = useLocal();
  const router = useRouter();
  const toast = useToast();
  const { me } = useMe();
  const { data: study } = useStudy();
  const register = useRegisterSubject();
  const [asking, setAsking] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const allowed = centresAllowed(me.person.grants, 'case.open');
  const centres = (study?.centres ?? []).filter((centre) => allowed === 'all' || allowed.includes(centre.code));
  const only = centres.length === 1 ? (centres[0]?.code ?? null) : null;
  const go = (centre: string) =>
    register.mutate(centre, {
      onSuccess: (opened) => {
        toast(t('registered', { code: opened.code }));
        router.push(`/cases/${opened.caseId}`);
      },
      onError: () => setAsking(true),
    });
  return (
    <>
      <Button leftSection={<IconPlus size={15} />} disabled={!study} loading={register.isPending} onClick={() => (only ? go(only) : setAsking(true))}>{t('register')}</Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('register')}>
        <Stack gap="md">
          <Text size="sm">{t('registerWhy')}</Text>
          {register.error ? <ProblemNote error={register.error} /> : null}
          <Select label={t('registerWhere')} searchable data={centres.map((centre) => ({ value: centre.code, label: `${centre.code} ${local(centre.name)}` }))} value={chosen ?? only} onChange={setChosen} data-autofocus />
          <Button disabled={!(chosen ?? only)} loading={register.isPending} onClick={() => { const centre = chosen ?? only; if (centre) go(centre); }}>{t('register')}</Button>
        </Stack>
      </Modal>
    </>
  );
}
