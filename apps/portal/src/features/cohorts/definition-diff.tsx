'use client';
import type { CohortDiffView } from '@echocohort/contracts';
import { Group, Modal, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { IconMinus, IconPlus, IconReplace } from '@tabler/icons-react';
import { useState } from 'react';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { CaseList } from './case-list.tsx';
import { cohortsWords } from './cohorts.words.ts';

type Line = CohortDiffView['lines'][number];

/** Icon and colour of a change; its word stands beside it. */
const CHANGES = { added: { icon: IconPlus, colour: 'var(--ec-complete)' }, removed: { icon: IconMinus, colour: 'var(--ec-blocked)' }, changed: { icon: IconReplace, colour: 'var(--ec-waiting)' } } as const;

/** Two definitions side by side: what their words say differently, and which cases only one of them takes. */
export function DefinitionDiff({ diff }: { readonly diff: CohortDiffView }) {
  const t = useWords(cohortsWords);
  return (
    <Stack gap="md">
      <PanelBox title={t('asNow')}><Group gap="lg"><Cases side="gained" diff={diff} /><Cases side="lost" diff={diff} /></Group></PanelBox>
      <PanelBox title={t('differenceOf', { n: diff.lines.length })}>
        {diff.lines.length === 0 ? <Text size="sm">{t('noDifference')}</Text> : (
          <Table fz="sm" verticalSpacing={4} layout="fixed" data-testid="definition-diff">
            <Table.Thead><Table.Tr><Table.Th w={110}>{t('change')}</Table.Th><Table.Th>{t('before')} · {diff.from.name} {diff.from.number}</Table.Th><Table.Th>{t('after')} · {diff.to.name} {diff.to.number}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>{diff.lines.map((line) => <DiffLine key={`${line.change} ${line.sentence.en}`} line={line} />)}</Table.Tbody>
          </Table>
        )}
      </PanelBox>
    </Stack>
  );
}

function DiffLine({ line }: { readonly line: Line }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const { icon: Icon, colour } = CHANGES[line.change];
  const sides = line.before === null && line.after === null ? null : line;
  return (
    <Table.Tr>
      <Table.Td><Group gap={4} wrap="nowrap" c={colour} fw={600}><Icon size={14} aria-hidden />{t(`change_${line.change}`)}</Group></Table.Td>
      {sides ? <><Table.Td>{sides.before ? local(sides.before) : '–'}</Table.Td><Table.Td>{sides.after ? local(sides.after) : '–'}</Table.Td></> : <Table.Td colSpan={2}>{local(line.sentence)}</Table.Td>}
    </Table.Tr>
  );
}

function Cases({ side, diff }: { readonly side: 'gained' | 'lost'; readonly diff: CohortDiffView }) {
  const t = useWords(cohortsWords);
  const [open, setOpen] = useState(false);
  const cases = diff[side];
  const words = t(side, { n: cases.length });
  if (cases.length === 0) return <Text size="sm" c="dimmed">{words}</Text>;
  return (
    <>
      <UnstyledButton className="link-button" fz="sm" onClick={() => setOpen(true)}>{words}</UnstyledButton>
      <Modal opened={open} onClose={() => setOpen(false)} size={640} title={words}><CaseList name={side} cases={cases} /></Modal>
    </>
  );
}
