'use client';
import type { CohortView } from '@echocohort/contracts';
import { Group, Progress, Skeleton, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { percentText } from '../../components/data/figures.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';
import type { CohortPreviewView } from './preview-view.ts';

/** Colours of the three sets; the external one also carries the lock. */
const SET_COLOURS = { training: 'accent.7', internal_validation: 'accent.4', external_validation: 'gray.6' } as const;
const SET_ORDER = ['training', 'internal_validation', 'external_validation'] as const;

/** Lesions of each centre by set as bars, and missing values by item. */
export function SetsByCentre({ cohort, preview }: { readonly cohort: CohortView; readonly preview: CohortPreviewView | undefined }) {
  const t = useWords(cohortsWords);
  if (!preview) return <Skeleton height={300} />;
  const most = Math.max(1, ...preview.byCentre.map((centre) => centre.lesions));
  return (
    <>
      <PanelBox title={t('sets')}>
        <Legend cohort={cohort} />
        {preview.byCentre.map((centre) => (
          <div key={centre.centre} className={styles.bar}>
            <span>{centre.centre}{centre.role === 'external' ? <IconLock size={11} aria-label={t('sealedNote')} style={{ marginLeft: 3 }} /> : null}</span>
            <Progress.Root size={12} radius={2} style={{ width: `${(100 * centre.lesions) / most}%`, minWidth: centre.lesions > 0 ? 4 : 0 }}>
              {segments(cohort, centre).map(({ set, value }) => <Progress.Section key={set} value={value} color={set === 'unsplit' ? 'gray.4' : SET_COLOURS[set]} />)}
            </Progress.Root>
            <span className={styles.number}>{centre.lesions}</span>
          </div>
        ))}
      </PanelBox>
      <Missing preview={preview} />
    </>
  );
}

function segments(cohort: CohortView, centre: CohortPreviewView['byCentre'][number]): readonly { readonly set: (typeof SET_ORDER)[number] | 'unsplit'; readonly value: number }[] {
  if (centre.lesions === 0) return [];
  if (!cohort.split) return [{ set: centre.role === 'external' ? 'external_validation' : 'unsplit', value: 100 }];
  return cohort.split.sets.map((set) => ({ set: set.set, value: (100 * (set.byCentre[centre.centre] ?? 0)) / centre.lesions }));
}

function Legend({ cohort }: { readonly cohort: CohortView }) {
  const t = useWords(cohortsWords);
  if (!cohort.split) return <Text size="xs" c="dimmed" mb="sm">{t('unsplit')}</Text>;
  const { split } = cohort;
  return (
    <div className={styles.legend}>
      {SET_ORDER.map((name) => {
        const set = split.sets.find((candidate) => candidate.set === name);
        return (
          <Group key={name} gap={6} wrap="nowrap">
            <span className={styles.swatch} style={{ background: `var(--mantine-color-${SET_COLOURS[name].replace('.', '-')})` }} />
            <Text size="xs">{t(name)}: {t('counts', { lesions: set?.lesions ?? 0, patients: set?.patients ?? 0 })}{name === 'external_validation' ? ` · ${t('sealedNote')}` : ''}</Text>
          </Group>
        );
      })}
      <Text size="xs" c="dimmed">{t('seed')} <span className="mono">{split.seed}</span> · {split.exact ? t('exact') : t('nearest')}</Text>
    </div>
  );
}

function Missing({ preview }: { readonly preview: CohortPreviewView }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const missing = preview.missing.filter((entry) => entry.missing > 0).sort((a, b) => b.missing - a.missing);
  return (
    <PanelBox title={t('missingness')}>
      {missing.length === 0 ? <Text size="sm" c="dimmed">{t('noMissing')}</Text> : missing.map((entry) => (
        <div key={entry.item} className={styles.missing}>
          <span>{local(entry.label)}</span>
          <span className={styles.number}>{entry.missing} / {entry.of}</span>
          <span className={styles.number}>{percentText(entry.missing, entry.of)}</span>
        </div>
      ))}
    </PanelBox>
  );
}
