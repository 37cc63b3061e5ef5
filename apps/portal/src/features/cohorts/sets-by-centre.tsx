'use client';
import type { CohortDefinitionView, CohortView } from '@echocohort/contracts';
import { Group, Modal, Progress, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { CaseList } from './case-list.tsx';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';
import { MissingBox } from './missing-box.tsx';
import type { CohortPreviewView } from './preview-view.ts';

/** Colours of the three sets; the external one also carries the lock, and the numbers stand in the order of the bar. */
const SET_COLOURS = { training: 'accent.7', internal_validation: 'accent.4', external_validation: 'gray.6' } as const;
const SET_ORDER = ['training', 'internal_validation', 'external_validation'] as const;

interface SetsProps {
  readonly cohort: CohortView;
  /** The definition that the preview counts. */
  readonly definition: CohortDefinitionView;
  readonly preview: CohortPreviewView | undefined;
}

/** Lesions of each centre by set as bars, and missing values by item. */
export function SetsByCentre({ cohort, definition, preview }: SetsProps) {
  const t = useWords(cohortsWords);
  const address = useAddress();
  if (!preview) return <Skeleton height={300} />;
  const most = Math.max(1, ...preview.byCentre.map((centre) => centre.lesions));
  const open = preview.byCentre.find(({ centre }) => centre === address.get('centre')) ?? null;
  const included = preview.boxes.find(({ kind }) => kind === 'included')?.cases ?? [];
  return (
    <>
      <PanelBox title={t('sets')}>
        <Legend cohort={cohort} preview={preview} onShow={(box) => address.open({ box })} />
        {preview.byCentre.map((centre) => <CentreBar key={centre.centre} cohort={cohort} centre={centre} most={most} onShow={() => address.open({ centre: centre.centre })} />)}
      </PanelBox>
      <MissingBox definition={definition} preview={preview} />
      <Modal opened={open !== null} onClose={() => address.close({ centre: null })} size={640} title={open ? t('centreList', { centre: open.centre }) : ''}>
        {open ? <CaseList name={open.centre} patients={open.patients} cases={included.filter(({ code }) => code.startsWith(`${open.centre}-`))} /> : null}
      </Modal>
    </>
  );
}

type Centre = CohortPreviewView['byCentre'][number];

function CentreBar({ cohort, centre, most, onShow }: { readonly cohort: CohortView; readonly centre: Centre; readonly most: number; readonly onShow: () => void }) {
  const t = useWords(cohortsWords);
  const parts = segments(cohort, centre);
  const of = (name: string) => cohort.split?.sets.find(({ set }) => set === name)?.byCentre[centre.centre] ?? 0;
  const [training, internal, external] = [of('training'), of('internal_validation'), of('external_validation')];
  const figures = cohort.split && centre.role === 'development' ? `${training} / ${internal}` : String(centre.lesions);
  return (
    <div className={styles.bar}>
      <span>{centre.centre}{centre.role === 'external' ? <IconLock size={11} aria-label={t('sealedNote')} style={{ marginLeft: 3 }} /> : null}</span>
      <Progress.Root size={12} radius={2} aria-hidden style={{ width: `${(100 * centre.lesions) / most}%`, minWidth: centre.lesions > 0 ? 4 : 0 }}>
        {parts.map(({ set, value }) => <Progress.Section key={set} value={value} color={set === 'unsplit' ? 'gray.4' : SET_COLOURS[set]} />)}
      </Progress.Root>
      {centre.lesions === 0 ? <span className={styles.number}>0</span> : <UnstyledButton className={`link-button ${styles.number}`} onClick={onShow} aria-label={cohort.split ? t('barWords', { centre: centre.centre, training, internal, external }) : t('centreList', { centre: centre.centre })}>{figures}</UnstyledButton>}
    </div>
  );
}

function segments(cohort: CohortView, centre: Centre): readonly { readonly set: (typeof SET_ORDER)[number] | 'unsplit'; readonly value: number }[] {
  if (centre.lesions === 0) return [];
  if (!cohort.split) return [{ set: centre.role === 'external' ? 'external_validation' : 'unsplit', value: 100 }];
  return cohort.split.sets.map((set) => ({ set: set.set, value: (100 * (set.byCentre[centre.centre] ?? 0)) / centre.lesions }));
}

function Legend({ cohort, preview, onShow }: { readonly cohort: CohortView; readonly preview: CohortPreviewView; readonly onShow: (box: string) => void }) {
  const t = useWords(cohortsWords);
  if (!cohort.split) return <Text size="xs" c="dimmed" mb="sm">{t('unsplit')}</Text>;
  const { split } = cohort;
  return (
    <div className={styles.legend}>
      {SET_ORDER.map((name) => {
        const set = split.sets.find((candidate) => candidate.set === name);
        const box = preview.boxes.find(({ kind, code }) => kind === 'set' && code === name);
        const counts = t('counts', { lesions: set?.lesions ?? 0, patients: set?.patients ?? 0 });
        return (
          <Group key={name} gap={6} wrap="nowrap" align="flex-start">
            <span className={styles.swatch} style={{ background: `var(--mantine-color-${SET_COLOURS[name].replace('.', '-')})`, marginTop: 3 }} />
            <Text size="xs" component="div">{t(name)}: {box && box.lesions > 0 ? <UnstyledButton className="link-button" fz="xs" onClick={() => onShow(box.code)}>{counts}</UnstyledButton> : counts}{name === 'external_validation' && (set?.lesions ?? 0) > 0 ? ` · ${t('sealedNote')}` : ''}</Text>
          </Group>
        );
      })}
      <Text size="xs" c="dimmed">{t('barOrder')} · {t('seed')} <span className="mono">{split.seed}</span> · {split.exact ? t('exact') : t('nearest')}</Text>
    </div>
  );
}
