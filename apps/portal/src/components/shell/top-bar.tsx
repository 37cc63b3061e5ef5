'use client';
import { peopleRoutes } from '@echocohort/contracts';
import { isRole, ROLE_NAMES } from '@echocohort/access';
import { Kbd, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconKey, IconLogout, IconSearch, IconUser } from '@tabler/icons-react';
import { signOut } from 'next-auth/react';
import { useState, type ReactNode } from 'react';
import { call, problemIn } from '../api/call.ts';
import { ChangePassword } from '../session/change-password.tsx';
import { useMe } from '../session/me-context.tsx';
import { useLocal, useWords } from '../words/locale-provider.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import styles from './shell.module.css';
import { shellWords } from './shell.words.ts';

/** Ends the session on the server first, then drops the cookie; a session that is gone already is no error. */
async function leave(): Promise<void> {
  try {
    await call(peopleRoutes.signOut);
  } catch (error) {
    if (problemIn(error).status !== 401) throw error;
  }
  await signOut({ callbackUrl: '/sign-in' });
}

/** Study and protocol version, search, language, what the page hands in (notices), person. */
export function TopBar({ onFind, children }: { readonly onFind: () => void; readonly children: ReactNode }) {
  const t = useWords(shellWords);
  const local = useLocal();
  const { me } = useMe();
  const [changing, setChanging] = useState(false);
  return (
    <header className={styles.bar}>
      <div className={styles.barStudy}>
        <strong>{local(me.study.name)}</strong> · {t('studyVersion')} {me.study.version} · {t('protocol')} {me.study.protocolVersion}
      </div>
      <UnstyledButton className={styles.find} onClick={onFind}>
        <IconSearch size={14} aria-hidden />
        {t('search')}
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <LanguageSwitch />
      {children}
      <Menu position="bottom-end" width={260} transitionProps={{ duration: 120 }}>
        <Menu.Target>
          <UnstyledButton className={styles.person}>
            <IconUser size={15} aria-hidden />
            {me.person.name}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('roles')}</Menu.Label>
          {me.person.grants.map((grant) => (
            <Text key={`${grant.role} ${grant.centre ?? ''}`} size="sm" px="sm" pb={4}>
              {isRole(grant.role) ? local(ROLE_NAMES[grant.role]) : grant.role} · {grant.centre ?? t('wholeStudy')}
            </Text>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={14} />} onClick={() => setChanging(true)}>{t('changePassword')}</Menu.Item>
          <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => void leave()}>{t('signOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ChangePassword open={changing} onClose={() => setChanging(false)} />
    </header>
  );
}
