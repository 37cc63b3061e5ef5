'use client';
import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useLocal, useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { useRunLog } from './run.request.ts';
import styles from './runs.module.css';
import { runsWords } from './runs.words.ts';

const NEAR_END_PX = 40;

/** The end of the log. It follows what comes, unless somebody has scrolled up to read. */
export function RunLog({ runId, underWay }: { readonly runId: string; readonly underWay: boolean }) {
  const t = useWords(runsWords);
  const local = useLocal();
  const { locale } = useLocale();
  const { data, error, refetch } = useRunLog(runId, underWay);
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useEffect(() => {
    if (follows.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [data]);
  const scrolled = () => {
    const element = box.current;
    if (element) follows.current = element.scrollTop + element.clientHeight > element.scrollHeight - NEAR_END_PX;
  };
  const clock = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { timeStyle: 'medium' });
  return (
    <PanelBox title={t('log')} flush>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={6} height={14} /> : (
        <div ref={box} className={styles.log} role="log" aria-label={t('log')} tabIndex={0} onScroll={scrolled}>
          {data.length === 0 ? <Text size="sm" c="dimmed">{t('logEmpty')}</Text> : data.map((line) => (
            <div key={line.id} data-kind={line.kind}><time dateTime={line.at} suppressHydrationWarning>{clock.format(new Date(line.at))}</time><span>{t(`kind_${line.kind}`)}</span><span>{local(line.text)}</span></div>
          ))}
        </div>
      )}
    </PanelBox>
  );
}
