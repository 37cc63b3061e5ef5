'use client';
import { Alert, Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import type { AgreementView } from '@echocohort/contracts';
import { AgreementLine, AgreementText } from './agreement-text.tsx';
import { agreementWords } from './agreement.words.ts';
import { useAgreements, usePublishAgreement } from './agreements.request.ts';

/** The agreement under which data of the study are taken: which version is in force, its words, and publishing the next. */
export function AgreementBox() {
  const t = useWords(agreementWords);
  const { may } = useMe();
  const { data, error, refetch } = useAgreements();
  const [open, setOpen] = useState<'publish' | AgreementView | null>(null);
  const close = () => setOpen(null);
  const [inForce, ...older] = data?.items ?? [];
  return (
    <PanelBox title={t('title')} aside={may('cohort.lock') ? <Button variant="default" onClick={() => setOpen('publish')}>{t('publish')}</Button> : null}>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !inForce ? <RowSkeletons rows={1} /> : (
        <Group gap="md">
          <Text size="sm" data-testid="agreement-in-force"><AgreementLine name={inForce} /> · {t('inForce')} · {t('since')} <Moment at={inForce.publishedAt} />, {inForce.publishedBy === null ? t('brought') : t('byWhom', { person: inForce.publishedBy })}</Text>
          <Text size="xs" c="dimmed">{inForce.acceptedAt === null ? t('notAgreed') : <>{t('agreedAt')} <Moment at={inForce.acceptedAt} /></>}</Text>
          <Button size="compact-xs" variant="subtle" onClick={() => setOpen(inForce)}>{t('read')}</Button>
          {older.map((version) => <Button key={version.id} size="compact-xs" variant="subtle" color="gray" onClick={() => setOpen(version)}>{t('version', { version: version.version })}</Button>)}
        </Group>
      )}
      <Modal opened={open === 'publish'} onClose={close} title={t('publish')} size={720}>{open === 'publish' && inForce ? <PublishForm before={inForce} onDone={close} /> : null}</Modal>
      <Modal opened={open !== null && open !== 'publish'} onClose={close} title={t('title')} size={640}>{open !== null && open !== 'publish' ? <AgreementText agreement={open} /> : null}</Modal>
    </PanelBox>
  );
}

function PublishForm({ before, onDone }: { readonly before: AgreementView; readonly onDone: () => void }) {
  const t = useWords(agreementWords);
  const toast = useToast();
  const publish = usePublishAgreement();
  const [title, setTitle] = useState(before.title);
  const [text, setText] = useState(before.text);
  const whole = [title.zh, title.en, text.zh, text.en].every((part) => part.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    publish.mutate({ title, text }, { onSuccess: () => { toast(t('published')); onDone(); } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Alert p="xs" variant="light">{t('publishWhy')}</Alert>
        <Group grow gap="sm">
          <TextInput label={t('titleEn')} required maxLength={200} value={title.en} onChange={(event) => setTitle({ ...title, en: event.currentTarget.value })} />
          <TextInput label={t('titleZh')} required maxLength={200} value={title.zh} onChange={(event) => setTitle({ ...title, zh: event.currentTarget.value })} />
        </Group>
        <Textarea label={t('textEn')} required rows={7} maxLength={20000} value={text.en} onChange={(event) => setText({ ...text, en: event.currentTarget.value })} />
        <Textarea label={t('textZh')} required rows={7} maxLength={20000} value={text.zh} onChange={(event) => setText({ ...text, zh: event.currentTarget.value })} />
        {publish.error ? <ProblemNote error={publish.error} /> : null}
        <Button type="submit" disabled={!whole} loading={publish.isPending}>{t('publish')}</Button>
      </Stack>
    </form>
  );
}
