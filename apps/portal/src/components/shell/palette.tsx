'use client';
import { caseRoutes } from '@echocohort/contracts';
import { Modal, TextInput, UnstyledButton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type KeyboardEvent } from 'react';
import { call } from '../api/call.ts';
import { useMe } from '../session/me-context.tsx';
import { useWords } from '../words/locale-provider.tsx';
import { pagesFor } from './pages.ts';
import styles from './shell.module.css';
import { shellWords } from './shell.words.ts';

interface Found {
  readonly href: string;
  readonly label: string;
  readonly kind: 'goTo' | 'caseKind';
}

/** Cases whose code holds the text, for people who may read cases. */
function useFoundCases(text: string): readonly Found[] {
  const { may } = useMe();
  const [settled] = useDebouncedValue(text.trim(), 180);
  const { data } = useQuery({
    queryKey: ['palette', settled],
    queryFn: () => call(caseRoutes.listCases, { query: { search: settled, limit: 8 } }),
    enabled: settled.length >= 2 && may('case.read'),
  });
  return (data?.items ?? []).map((item) => ({ href: `/cases/${item.caseId}`, label: item.code, kind: 'caseKind' }));
}

/** Ctrl-K: any page or case by a few letters, Enter goes there. */
export function Palette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={open} onClose={onClose} withCloseButton={false} yOffset="12vh" centered={false} padding="sm" size={520}>
      {open ? <PaletteBody onClose={onClose} /> : null}
    </Modal>
  );
}

function PaletteBody({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(shellWords);
  const router = useRouter();
  const { me } = useMe();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const cases = useFoundCases(text);
  const wanted = text.trim().toLowerCase();
  const pages = pagesFor(me.permissions).map((page): Found => ({ href: page.href, label: t(page.key), kind: 'goTo' }));
  const found = [...cases, ...pages.filter((page) => page.label.toLowerCase().includes(wanted))];
  const chosen = Math.min(at, Math.max(0, found.length - 1));
  const go = (entry: Found | undefined) => {
    if (!entry) return;
    onClose();
    router.push(entry.href);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter') go(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput leftSection={<IconSearch size={15} />} placeholder={t('search')} aria-label={t('search')} value={text} onChange={(event) => { setText(event.currentTarget.value); setAt(0); }} onKeyDown={keys} data-autofocus />
      <ul className={styles.finds}>
        {found.map((entry, index) => (
          <li key={entry.href}>
            <UnstyledButton className={styles.found} data-chosen={index === chosen} onClick={() => go(entry)}>
              <span>{entry.label}</span>
              <span className={styles.foundKind}>{t(entry.kind)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <Text size="sm" c="dimmed" p="sm">{t('searchEmpty')}</Text> : null}
    </>
  );
}
