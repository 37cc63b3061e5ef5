'use client';
import type { NoticeView } from '@echocohort/contracts';
import { ActionIcon, Popover, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconBell, IconCheck, IconX } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { noticeAddress, unreadText } from './notice-address.ts';
import styles from './notices.module.css';
import { useNotices, useReadNotices } from './notices.request.ts';
import { noticesWords } from './notices.words.ts';

/** The bell of the top bar: how many notices are unread, and the list behind it. */
export function NoticeBell() {
  const t = useWords(noticesWords);
  const [open, setOpen] = useState(false);
  const { data } = useNotices();
  const unread = data?.unread ?? 0;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={380} trapFocus returnFocus transitionProps={{ duration: 120 }} shadow="md">
      <Popover.Target>
        <UnstyledButton className={styles.bell} onClick={() => setOpen(!open)} aria-label={unread > 0 ? t('bellUnread', { n: unread }) : t('bell')} aria-expanded={open}>
          <IconBell size={17} stroke={1.7} aria-hidden />
          {unread > 0 ? <span className={styles.count} aria-hidden>{unreadText(unread)}</span> : null}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>{open ? <NoticeList onLeave={() => setOpen(false)} /> : null}</Popover.Dropdown>
    </Popover>
  );
}

function NoticeList({ onLeave }: { readonly onLeave: () => void }) {
  const t = useWords(noticesWords);
  const { data, error, refetch } = useNotices();
  const read = useReadNotices();
  if (error && !data) return <div className={styles.problem}><ProblemNote error={error} onRetry={() => void refetch()} /></div>;
  if (!data) return <RowSkeletons rows={3} />;
  return (
    <>
      <div className={styles.head}>
        {t('bell')}
        {data.unread > 0 ? <UnstyledButton className="link-button" fz="xs" onClick={() => read.mutate(null)}>{t('readAll')}</UnstyledButton> : null}
      </div>
      {read.error ? <div className={styles.problem}><ProblemNote error={read.error} /></div> : null}
      {data.items.length === 0 ? <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState> : (
        <ul className={styles.list}>{data.items.map((notice) => <NoticeRow key={notice.id} notice={notice} onRead={() => read.mutate(notice.id)} onLeave={onLeave} />)}</ul>
      )}
    </>
  );
}

function NoticeRow({ notice, onRead, onLeave }: { readonly notice: NoticeView; readonly onRead: () => void; readonly onLeave: () => void }) {
  const t = useWords(noticesWords);
  const unread = notice.readAt === null;
  const failed = notice.kind === 'run-failed' || notice.kind === 'cross-validation-failed';
  const follow = () => {
    if (unread) onRead();
    onLeave();
  };
  return (
    <li data-unread={unread}>
      <span className={styles.mark} style={{ color: failed ? 'var(--ec-blocked)' : 'var(--ec-complete)' }}>{failed ? <IconX size={14} stroke={2.4} aria-hidden /> : <IconCheck size={14} stroke={2.4} aria-hidden />}</span>
      <div>
        <Link href={noticeAddress(notice)} onClick={follow}>{t(notice.kind, { model: notice.model, fold: notice.fold ?? '–' })}</Link>
        <Text size="xs" c="dimmed"><Moment at={notice.at} />{notice.code ? <> · <span className="mono">{notice.code}</span></> : null}{unread ? ` · ${t('unread')}` : ''}</Text>
      </div>
      {unread ? <Tooltip label={t('read')}><ActionIcon variant="subtle" size="sm" aria-label={t('read')} onClick={onRead}><IconCheck size={14} /></ActionIcon></Tooltip> : <span />}
    </li>
  );
}
