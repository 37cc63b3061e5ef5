'use client';
import type { CohortView, CohortVersionView } from '@echocohort/contracts';
import { Select, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { useCohortVersions, useDefinitionDiff, type DefinitionRef } from './cohort-versions.request.ts';
import { cohortsWords } from './cohorts.words.ts';
import { compareAddress } from './definition-ref.ts';

/** The definitions that the cohort had, and how the last differs from an earlier one. */
export function VersionsBox({ cohort }: { readonly cohort: CohortView }) {
  const t = useWords(cohortsWords);
  const { data } = useCohortVersions(cohort.id, cohort.version);
  const [chosen, setChosen] = useState<string | null>(null);
  const [last, ...earlier] = data?.items ?? [];
  const from = earlier.find(({ number }) => String(number) === chosen) ?? earlier[0];
  if (!last) return null;
  return (
    <PanelBox title={t('versions')}>
      <Stack gap="xs">
        <VersionLine version={last} />
        {from ? (
          <>
            <Select size="xs" aria-label={t('comparedWith')} label={t('comparedWith')} data={earlier.map(({ number, name }) => ({ value: String(number), label: `${number} · ${name}` }))} value={String(from.number)} onChange={setChosen} />
            <Difference from={{ cohortId: cohort.id, number: from.number }} to={{ cohortId: cohort.id, number: last.number }} />
          </>
        ) : null}
      </Stack>
    </PanelBox>
  );
}

function VersionLine({ version }: { readonly version: CohortVersionView }) {
  const t = useWords(cohortsWords);
  return <Text size="xs" c="dimmed">{t('versionNumber', { n: version.number })} · {version.definedBy} · <Moment at={version.definedAt} /></Text>;
}

function Difference({ from, to }: { readonly from: DefinitionRef; readonly to: DefinitionRef }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const { data, error } = useDefinitionDiff(from, to);
  if (error) return <ProblemNote error={error} />;
  if (!data) return null;
  return (
    <>
      {data.lines.length === 0 ? <Text size="sm">{t('noDifference')}</Text> : data.lines.map((line) => <Text key={line.sentence.en} size="sm">{local(line.sentence)}</Text>)}
      <Text size="xs" c="dimmed">{t('gainedLost', { gained: data.gained.length, lost: data.lost.length })}</Text>
      <Link href={compareAddress(from, to)}>{t('openCompare')}</Link>
    </>
  );
}
