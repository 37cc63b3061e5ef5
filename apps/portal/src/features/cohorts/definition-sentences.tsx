'use client';
import type { CohortDefinitionView, CohortView, StudyView } from '@echocohort/contracts';
import { Button, Group, MultiSelect, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { cohortsWords } from './cohorts.words.ts';
import { useCatalogue } from './catalogue.request.ts';
import { useCohortVersions } from './cohort-versions.request.ts';
import styles from './cohorts.module.css';
import { ConditionEditor } from './condition-editor.tsx';
import { useRedefineCohort } from './redefine-cohort.request.ts';

interface DefinitionProps {
  readonly cohort: CohortView;
  readonly study: StudyView;
  readonly edited: CohortDefinitionView | null;
  /** How many conditions still lack their value. */
  readonly unfinished: number;
  readonly onEdit: (next: CohortDefinitionView | null) => void;
}

/** Who belongs to a cohort: in words when it is locked, else as sentences that one edits in place. */
export function DefinitionSentences(props: DefinitionProps) {
  return props.cohort.status === 'locked' ? <LockedDefinition cohort={props.cohort} /> : <EditedDefinition {...props} />;
}

/** What was signed, to be read. */
function LockedDefinition({ cohort }: { readonly cohort: CohortView }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const { data, error, refetch } = useCohortVersions(cohort.id, cohort.version);
  const sentences = data?.items[0]?.sentences ?? [];
  return (
    <PanelBox title={t('who')}>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={3} /> : (
        <ul className={styles.sentences}>
          {sentences.map((sentence) => <li key={sentence.en}>{local(sentence)}</li>)}
        </ul>
      )}
    </PanelBox>
  );
}

/** The definition as it is written; nothing is stored before it is applied. */
function EditedDefinition({ cohort, study, edited, unfinished, onEdit }: DefinitionProps) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const redefine = useRedefineCohort(cohort);
  const definition = edited ?? cohort.definition;
  const set = (part: Partial<CohortDefinitionView>) => onEdit({ ...definition, ...part });
  const apply = () => redefine.mutate(definition, { onSuccess: () => onEdit(null) });
  const items = useCatalogue().data?.items ?? [];
  const firstItem = items.find(({ group }) => group === 'form');
  return (
    <PanelBox title={t('who')}>
      <Stack gap="sm">
        <Text size="sm">{t('sentenceBase')} {definition.centres === null ? t('fromAll', { n: study.centres.length }) : t('fromSome', { n: definition.centres.length })}</Text>
        <MultiSelect size="xs" aria-label={t('chooseCentres')} placeholder={definition.centres === null ? t('allCentres') : t('chooseCentres')} clearable searchable
          data={study.centres.map((centre) => ({ value: centre.code, label: `${centre.code} ${local(centre.name)}` }))}
          value={definition.centres ?? []} onChange={(centres) => set({ centres: centres.length === 0 ? null : [...centres].sort() })} />
        {definition.criteria.map((condition, index) => (
          <ConditionEditor key={index} condition={condition} items={items}
            onChange={(next) => set({ criteria: definition.criteria.flatMap((other, at) => (at !== index ? [other] : next === null ? [] : [next])) })} />
        ))}
        {!firstItem ? null : <Group><Button variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => set({ criteria: [...definition.criteria, { item: firstItem.item, operator: 'is-present' }] })}>{t('addCriterion')}</Button></Group>}
        <Text size="xs" c="dimmed">{t('noOutcomes')}</Text>
        <Text size="sm">{t('ratio')}</Text>
        <Group gap="sm" align="center" wrap="nowrap">
          <NumberInput size="xs" w={60} min={1} max={99} aria-label={t('training')} value={definition.trainingParts} onChange={(parts) => set({ trainingParts: Number(parts) || 1 })} />
          <Text size="sm">:</Text>
          <NumberInput size="xs" w={60} min={1} max={99} aria-label={t('internal_validation')} value={definition.internalParts} onChange={(parts) => set({ internalParts: Number(parts) || 1 })} />
        </Group>
        {redefine.error ? <ProblemNote error={redefine.error} /> : null}
        {edited ? (
          <Stack gap={4}>
            <Group gap="sm">
              <Button loading={redefine.isPending} disabled={unfinished > 0} onClick={apply}>{t('store')}</Button>
              <Button variant="subtle" color="gray" onClick={() => onEdit(null)}>{t('undo')}</Button>
            </Group>
            {unfinished > 0 ? <Text size="xs" c="var(--ec-needs-you)" role="status">{t('unfinished', { n: unfinished })}</Text> : null}
            {cohort.split ? <Text size="xs" c="var(--ec-needs-you)">{t('dropsSplit')}</Text> : null}
          </Stack>
        ) : null}
      </Stack>
    </PanelBox>
  );
}
