'use client';
import { ROLE_NAMES, ROLES } from '@echocohort/access';
import { grantView } from '@echocohort/contracts';
import { ActionIcon, Button, Group, Select, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { z } from 'zod';
import { useStudy } from '../../components/data/use-study.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { peopleWords } from './people.words.ts';

export type Grant = z.output<typeof grantView>;

/** Role grants as rows: a role, and the centre it holds at. */
export function GrantsEditor({ grants, onChange }: { readonly grants: readonly Grant[]; readonly onChange: (next: readonly Grant[]) => void }) {
  const t = useWords(peopleWords);
  const local = useLocal();
  const { data: study } = useStudy();
  const centres = [{ value: '', label: t('wholeStudy') }, ...(study?.centres ?? []).map((centre) => ({ value: centre.code, label: `${centre.code} ${local(centre.name)}` }))];
  const change = (index: number, next: Grant) => onChange(grants.map((grant, at) => (at === index ? next : grant)));
  return (
    <Stack gap={6}>
      {grants.map((grant, index) => (
        <Group key={index} gap="sm" wrap="nowrap">
          <Select size="sm" style={{ flex: 1 }} aria-label={t('role')} data={ROLES.map((role) => ({ value: role, label: local(ROLE_NAMES[role]) }))} value={grant.role} onChange={(role) => role && change(index, { ...grant, role })} />
          <Select size="sm" style={{ flex: 1 }} aria-label={t('centre')} searchable data={centres} value={grant.centre ?? ''} onChange={(centre) => change(index, { ...grant, centre: centre || null })} />
          <ActionIcon variant="subtle" color="gray" aria-label={t('removeGrant')} disabled={grants.length === 1} onClick={() => onChange(grants.filter((_, at) => at !== index))}><IconX size={15} /></ActionIcon>
        </Group>
      ))}
      <Group><Button variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => onChange([...grants, { role: 'reader', centre: null }])}>{t('addGrant')}</Button></Group>
    </Stack>
  );
}
