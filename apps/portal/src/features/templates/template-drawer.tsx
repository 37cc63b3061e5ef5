'use client';
import type { TemplateView } from '@echocohort/contracts';
import { Alert, Button, Drawer, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { TemplatePicture } from './template-picture.tsx';
import { useDecideTemplate, useWithdrawTemplate } from './template.requests.ts';
import { templatesWords } from './templates.words.ts';
import { sameLayout, textInside } from './judge-template.ts';

const LEAST_REASON = 3;

/** One template: what is to be judged, who drew it, and the act that this person may do. */
export function TemplateDrawer({ template, all, onClose }: { readonly template: TemplateView | null; readonly all: readonly TemplateView[]; readonly onClose: () => void }) {
  return (
    <Drawer opened={template !== null} onClose={onClose} position="right" size={680} title={template ? <Text fw={600}>{template.manufacturer} · {template.model} · {template.columns} × {template.rows}</Text> : null}>
      {template ? <Judged key={template.id} template={template} all={all} /> : null}
    </Drawer>
  );
}

function Judged({ template, all }: { readonly template: TemplateView; readonly all: readonly TemplateView[] }) {
  const t = useWords(templatesWords);
  const { may } = useMe();
  const inside = textInside(template);
  const reason = template.decisionReason ?? template.withdrawReason;
  const inForce = all.find((other) => other.status === 'approved' && sameLayout(other, template));
  return (
    <Stack gap="md">
      <TemplatePicture template={template} />
      <Text size="xs" c="dimmed">{t('howToJudge')}{inside > 0 ? ` ${t('touching', { n: inside })}` : ''}</Text>
      <Group gap="md">
        <StateChip state={`template-${template.status}`} />
        <Text size="sm">{t('version')} {template.version}</Text>
        <Text size="sm">{t('drawn')}: {template.drawnBy} · {template.centre} · <Moment at={template.drawnAt} /></Text>
        {template.decidedBy && template.decidedAt ? <Text size="sm">{t('decided')}: {template.decidedBy} · <Moment at={template.decidedAt} /></Text> : null}
      </Group>
      {reason ? <Text size="sm">{t('because', { reason })}</Text> : null}
      <Text size="xs" c="dimmed">{t('digest')} <Digest value={template.digest} ends={10} /></Text>
      {template.status === 'draft' && inForce ? <Text size="sm">{t('replaces', { version: inForce.version })}</Text> : null}
      {template.status === 'draft' ? (template.own ? <Alert p="sm" color="yellow" variant="light">{t('own')}</Alert> : may('panel.review') ? <Decision template={template} /> : <Text size="sm" c="dimmed">{t('notPanel')}</Text>) : null}
      {template.status === 'approved' && (may('panel.review') || may('device.manage')) ? <Withdrawal template={template} /> : null}
    </Stack>
  );
}

function Decision({ template }: { readonly template: TemplateView }) {
  const t = useWords(templatesWords);
  const toast = useToast();
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState('');
  const decide = useDecideTemplate(template.id);
  const send = (decision: 'approve' | 'reject') => decide.mutate({ password, digest: template.digest, decision, reason: reason.trim() }, { onSuccess: () => toast(t(decision === 'approve' ? 'signed' : 'rejected')) });
  return (
    <form onSubmit={(event) => { event.preventDefault(); send('approve'); }}>
      <Stack gap="sm" maw={420}>
        <PasswordInput label={t('password')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
        <TextInput label={t('reason')} maxLength={300} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Group gap="sm">
          <Button type="submit" loading={decide.isPending} disabled={password === ''}>{t('sign')}</Button>
          <Button variant="default" loading={decide.isPending} disabled={password === '' || reason.trim().length < LEAST_REASON} onClick={() => send('reject')}>{t('reject')}</Button>
        </Group>
        {decide.error ? <ProblemNote error={decide.error} /> : null}
      </Stack>
    </form>
  );
}

function Withdrawal({ template }: { readonly template: TemplateView }) {
  const t = useWords(templatesWords);
  const toast = useToast();
  const [reason, setReason] = useState('');
  const withdraw = useWithdrawTemplate(template.id);
  return (
    <Stack gap="sm" maw={420}>
      <TextInput label={t('reason')} description={t('withdrawWhy')} maxLength={300} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Group><Button color="red" variant="light" loading={withdraw.isPending} disabled={reason.trim().length < LEAST_REASON} onClick={() => withdraw.mutate(reason.trim(), { onSuccess: () => toast(t('withdrawn')) })}>{t('withdraw')}</Button></Group>
      {withdraw.error ? <ProblemNote error={withdraw.error} /> : null}
    </Stack>
  );
}
