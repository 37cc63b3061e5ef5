'use client';
import { HARMLESS_REASONS, type HarmlessReason } from '@echocohort/contracts';
import { Button, Group, NativeSelect, Stack, Text, UnstyledButton } from '@mantine/core';
import { Digest } from '../../../components/data/digest.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import type { IntakeFile, TextDecision } from '../intake-files.ts';
import type { TextBox } from '../prepared-file.ts';
import { boxesOf, keptShare } from '../review-state.ts';
import { reviewWords } from '../review.words.ts';
import { DrawnPicture } from './drawn-picture.tsx';
import styles from './review.module.css';

const OWN = { name: 'ownName', number: 'ownNumber', date: 'ownDate' } as const;

interface BoxesPanelProps {
  readonly file: IntakeFile;
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  readonly onDecide: (text: number, decision: TextDecision | null) => void;
  readonly onRemove: (index: number) => void;
}

/** Every box with its reason: what stays, text that waits for a decision, what a person blanked; and what goes on record. */
export function BoxesPanel({ file, chosen, onChoose, onDecide, onRemove }: BoxesPanelProps) {
  const t = useWords(reviewWords);
  const { prepared, search } = file;
  if (!prepared) return null;
  const kept = boxesOf(file).filter(({ decision }) => decision === 'kept');
  return (
    <Stack gap="md">
      <section>
        {kept.map((box) => <Text size="sm" key={`${box.x0} ${box.y0}`}><span className={styles.keptMark} aria-hidden /> {t(`reason_${box.reason}`)} <span className="mono">{box.x0},{box.y0} – {box.x1},{box.y1}</span></Text>)}
        <Text size="xs" c="dimmed">{t('outsideGone', { percent: Math.round(100 * (1 - keptShare(prepared))) })}</Text>
      </section>
      <section>
        <Text size="sm" fw={600} mb={4}>{search ? t('searched', { n: search.frames, found: search.texts.length }) : t('notSearched')}</Text>
        {search?.texts.length === 0 ? <Text size="xs" c="dimmed">{t('noText')}</Text> : null}
        <Stack gap="sm">
          {(search?.texts ?? []).map((text) => <TextCard key={text.id} text={text} file={file} chosen={chosen === `text ${text.id}`} onChoose={() => onChoose(`text ${text.id}`)} onDecide={(decision) => onDecide(text.id, decision)} />)}
        </Stack>
      </section>
      {file.drawn.length > 0 ? (
        <section>
          <Text size="sm" fw={600}>{t('reason_person')}</Text>
          {file.drawn.map((box, index) => (
            <Group key={`${box.x0} ${box.y0} ${index}`} gap="sm">
              <Text size="sm">{t('drawnBox', { n: index + 1 })} <span className="mono">{box.x0},{box.y0} – {box.x1},{box.y1}</span></Text>
              <UnstyledButton className="link-button" style={{ fontSize: 12 }} onClick={() => onRemove(index)}>{t('removeBox')}</UnstyledButton>
            </Group>
          ))}
        </section>
      ) : null}
      <section>
        <Text size="sm" fw={600}>{t('digestsTitle')}</Text>
        <Text size="xs" c="dimmed">{t('digestIn')} <Digest value={prepared.source} /></Text>
        <Text size="xs" c="dimmed">{t('digestOut')} <Digest value={prepared.sha256} /></Text>
        <Text size="xs" c="dimmed">{t('layout')} {[prepared.layout.manufacturer, prepared.layout.model, prepared.layout.software, `${prepared.layout.columns} × ${prepared.layout.rows}`].filter((part) => part !== '').join(' · ')}</Text>
      </section>
    </Stack>
  );
}

interface TextCardProps {
  readonly text: TextBox;
  readonly file: IntakeFile;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onDecide: (decision: TextDecision | null) => void;
}

/** One text: the cut-out as it stands in the picture, what it repeats of the patient, and the two ways out. */
function TextCard({ text, file, chosen, onChoose, onDecide }: TextCardProps) {
  const t = useWords(reviewWords);
  const decision = file.decisions.get(text.id);
  const frames = file.prepared?.facts.frames ?? 1;
  return (
    <div className={styles.textCard} data-chosen={chosen || undefined} data-open={decision ? undefined : true} onFocus={onChoose} onPointerEnter={onChoose} data-testid="text-card">
      <DrawnPicture picture={text.crop} label={`${t('crop')}: ${text.text}`} className={styles.crop} />
      {text.match ? <Text size="xs" c="var(--ec-blocked)" fw={600}>{t(OWN[text.match])}</Text> : null}
      {frames > 1 ? <Text size="xs" c="dimmed">{t('inFrame', { n: text.frame + 1 })}</Text> : null}
      {decision ? (
        <Group gap="sm">
          <Text size="sm">{decision.kind === 'blank' ? t('willBlank') : t('kept', { because: t(`because_${decision.because}`) })}</Text>
          <UnstyledButton className="link-button" style={{ fontSize: 12 }} onClick={() => onDecide(null)}>{t('change')}</UnstyledButton>
        </Group>
      ) : (
        <Group gap="sm" mt={4}>
          <Button onClick={() => onDecide({ kind: 'blank' })}>{t('blankIt')}</Button>
          {text.match ? null : <HarmlessChoice onChoose={(because) => onDecide({ kind: 'harmless', because })} />}
        </Group>
      )}
    </div>
  );
}

function HarmlessChoice({ onChoose }: { readonly onChoose: (because: HarmlessReason) => void }) {
  const t = useWords(reviewWords);
  const reasons = HARMLESS_REASONS.map((because) => ({ value: because, label: `${t('harmless')} · ${t(`because_${because}`)}` }));
  return (
    <NativeSelect
      size="xs" aria-label={t('harmlessWhy')} value="" data={[{ value: '', label: `${t('harmless')}…` }, ...reasons]}
      onChange={(event) => {
        const because = HARMLESS_REASONS.find((reason) => reason === event.currentTarget.value);
        if (because) onChoose(because);
      }}
    />
  );
}
