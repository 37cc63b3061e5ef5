'use client';
import type { OpinionModel, OpinionModelDetail } from '@echocohort/contracts';
import { Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { EMPTY_SKETCH, sketchStep, type SketchStep } from '../../components/drawing/sketch.ts';
import { useDrawingKeys } from '../../components/drawing/use-drawing-keys.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ChoosePicture } from './choose-picture.tsx';
import { FactorForm } from './factor-form.tsx';
import { ModelBox } from './model-box.tsx';
import { useCheckPicture, useGiveOpinion } from './opinion.requests.ts';
import { opinionWords } from './opinion.words.ts';
import { PictureDesk } from './picture-desk.tsx';
import { lacking, NO_QUESTION, stampOf, wishOf, type DrawnKind, type Question } from './question.ts';
import styles from './second-opinion.module.css';
import { SidePanel } from './side-panel.tsx';
import { usePictureDrop } from './use-picture-drop.ts';

interface DeskProps {
  readonly models: readonly OpinionModel[];
  readonly chosen: OpinionModel;
  /** Null while the server opens the model. */
  readonly detail: OpinionModelDetail | null;
  readonly fault: unknown;
  readonly onRetry: () => void;
  readonly onModel: (runId: string) => void;
}

/** The question as it is put together, and the answer to it. */
function useQuestion(detail: OpinionModelDetail | null) {
  const [question, setQuestion] = useState<Question>(NO_QUESTION);
  const [kind, setKind] = useState<DrawnKind>('lesion');
  const check = useCheckPicture();
  const give = useGiveOpinion();
  const [answered, setAnswered] = useState<string | null>(null);
  const drawn: DrawnKind = detail?.needsBackground === true ? kind : 'lesion';
  const change = (part: Partial<Question>) => setQuestion((before) => ({ ...before, ...part }));
  const takePicture = (file: File) => check.mutate(file, {
    onSuccess: (picture) => {
      setKind('lesion');
      give.reset();
      change({ image: picture, beside: null, lesion: EMPTY_SKETCH, background: EMPTY_SKETCH });
    },
  });
  const takeBackground = (file: File) => check.mutate(file, { onSuccess: (picture) => change({ beside: picture, background: EMPTY_SKETCH }) });
  /** The other line begins in the shape that was chosen last. */
  const draw = (next: DrawnKind) => {
    setQuestion((before) => (before[next].points.length > 0 ? before : { ...before, [next]: { ...EMPTY_SKETCH, shape: before[drawn].shape } }));
    setKind(next);
  };
  const act = (step: SketchStep) => setQuestion((before) => ({ ...before, [drawn]: sketchStep(before[drawn], step) }));
  const ask = (central: boolean) => {
    if (detail === null || question.image === null || give.isPending || lacking(question, detail, central) !== null) return;
    give.mutate({ wish: wishOf(question, detail, central), image: question.image.file, background: detail.needsBackground ? (question.beside?.file ?? null) : null }, { onSuccess: () => setAnswered(stampOf(question, detail.runId)) });
  };
  const current = detail !== null && answered === stampOf(question, detail.runId);
  return { question, change, kind: drawn, draw, check, give, act, ask, takePicture, takeBackground, current };
}

export type QuestionInHand = ReturnType<typeof useQuestion>;

/** Left the model, in the middle the picture, right what is drawn and what the model says. */
export function OpinionDesk({ models, chosen, detail, fault, onRetry, onModel }: DeskProps) {
  const t = useWords(opinionWords);
  const asked = useQuestion(detail);
  const [opacity, setOpacity] = useState(0.5);
  const over = usePictureDrop(asked.takePicture);
  useDrawingKeys({ act: asked.act, done: () => asked.ask(false), still: asked.question.image === null });
  const { question, check } = asked;
  return (
    <div className={styles.desk} data-over={over}>
      <Stack gap="sm">
        <ModelBox models={models} chosen={chosen} onModel={onModel} />
        {fault && !detail ? <ProblemNote error={fault} onRetry={onRetry} /> : null}
        {detail || fault ? null : <Text size="xs" c="dimmed"><Loader size={12} mr={6} />{t('opening')}</Text>}
        {detail && detail.factors.length > 0 ? <FactorForm factors={detail.factors} given={question.factors} onGiven={(factors) => asked.change({ factors })} /> : null}
        {question.image ? (
          <PanelBox title={t('picture')}>
            <Stack gap={6} align="flex-start">
              <Text size="xs">✓ {t('verified', { columns: question.image.columns, rows: question.image.rows })}</Text>
              <ChoosePicture label={t('chooseOther')} busy={check.isPending} onFile={asked.takePicture} />
            </Stack>
          </PanelBox>
        ) : null}
      </Stack>
      <PictureDesk asked={asked} opacity={opacity} onOpacity={setOpacity} />
      <SidePanel asked={asked} detail={detail} />
    </div>
  );
}
