'use client';
import type { OpinionModelDetail } from '@echocohort/contracts';
import { Alert, Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { DrawingTools } from '../../components/drawing/drawing-tools.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ChoosePicture } from './choose-picture.tsx';
import { NearCases } from './near-cases.tsx';
import type { QuestionInHand } from './opinion-desk.tsx';
import { OpinionResult } from './opinion-result.tsx';
import { opinionWords } from './opinion.words.ts';
import { PictureRefused } from './picture-refused.tsx';
import { lacking, type DrawnKind } from './question.ts';
import styles from './second-opinion.module.css';

interface SideProps {
  readonly asked: QuestionInHand;
  readonly detail: OpinionModelDetail | null;
}

const KINDS: readonly DrawnKind[] = ['lesion', 'background'];

/** What is drawn, the button that asks, and the answer. */
export function SidePanel({ asked, detail }: SideProps) {
  const t = useWords(opinionWords);
  const { give, current } = asked;
  return (
    <Stack gap="sm" className={styles.side}>
      {asked.question.image && detail ? <Asking asked={asked} detail={detail} /> : null}
      {asked.check.error ? <PictureRefused error={asked.check.error} /> : null}
      {give.error ? <PictureRefused error={give.error} /> : null}
      {give.data && detail ? (
        <>
          {current ? null : <Alert color="yellow" variant="light" p="xs">{t('stale')}</Alert>}
          <div className={styles.answer} data-stale={!current} aria-live="polite">
            <OpinionResult opinion={give.data} detail={detail} />
            <NearCases opinion={give.data} />
          </div>
        </>
      ) : null}
    </Stack>
  );
}

function Asking({ asked, detail }: { readonly asked: QuestionInHand; readonly detail: OpinionModelDetail }) {
  const t = useWords(opinionWords);
  const { question, kind, give, check } = asked;
  const lacks = lacking(question, detail, false);
  const central = lacking(question, detail, true);
  return (
    <PanelBox title={t('draw')}>
      <Stack gap="xs">
        {detail.needsBackground ? <SegmentedControl fullWidth size="xs" aria-label={t('kind')} value={kind} onChange={(value) => asked.draw(value === 'background' ? 'background' : 'lesion')} data={KINDS.map((value) => ({ value, label: t(value) }))} /> : null}
        <DrawingTools sketch={question[kind]} act={asked.act}>
          {kind === 'background' ? (
            question.beside === null ? <ChoosePicture label={t('chooseBackground')} busy={check.isPending} onFile={asked.takeBackground} />
              : <Button variant="default" size="xs" onClick={() => asked.change({ beside: null, background: { ...question.background, points: [], closed: false, past: [] } })}>{t('dropBackground')}</Button>
          ) : null}
          <Button size="sm" leftSection={<IconStethoscope size={15} />} disabled={lacks !== null} loading={give.isPending} onClick={() => asked.ask(false)}>{t('score')}</Button>
          {lacks === null ? null : <Text size="xs" c="dimmed">{t(lacks)}</Text>}
          {give.isPending ? <Text size="xs" c="dimmed">{t('scoring')}</Text> : null}
          <button type="button" className="link-button" disabled={central !== null || give.isPending} onClick={() => asked.ask(true)}><Text size="xs" span>{t('scoreCentral')}</Text></button>
        </DrawingTools>
      </Stack>
    </PanelBox>
  );
}
