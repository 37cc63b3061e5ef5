'use client';
import { baselineCellText, type BaselineResult } from '@echocohort/analyses';
import { decimals } from '@echocohort/figures';
import { unitWords } from '@echocohort/kernel';
import { Text } from '@mantine/core';
import { useLocal, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { Count } from '../number-cell.tsx';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';

/** Baseline characteristics by set; patients and lesions kept apart, missing values in rows of their own. */
export function Table1Section({ table }: { readonly table: BaselineResult }) {
  const t = useWords(analysesWords);
  const local = useLocal();
  const groups = table.columns.map(({ group }) => group);
  const rows = table.variables.flatMap((variable) => variable.lines.map((line, index) => {
    const first = index === 0;
    const named = first ? `${local(variable.label)}${variable.measuredIn === null ? '' : `, ${local(unitWords(variable.measuredIn))}`}` : '';
    const smd = variable.smd.find(({ group, against }) => group === 'external_validation' && against === 'training');
    const numbers = groups.map((group): ResultCell => {
      const of = line.cells.find((each) => each.group === group);
      if (!of) return cell('–');
      const text = baselineCellText(line.kind, of);
      return cell(text, <Count value={text} ids={of.ids} />);
    });
    return {
      key: `${variable.code} ${line.kind} ${line.code}`,
      cells: [cell(named, first ? <strong>{named}</strong> : ''), cell(local(line.label)), cell(first ? t(`unit_${variable.unit}`) : ''), ...numbers,
        cell(first ? (smd?.value === null || smd === undefined ? '–' : decimals(smd.value, 2)) : ''), cell(first ? (variable.test?.shown ?? '–') : '')],
    };
  }));
  return (
    <>
      <ResultTable texts={3} head={[t('characteristic'), '', t('unit'), ...table.columns.map(({ label, patients, lesions }) => `${local(label)} (${patients} / ${lesions})`), t('smd'), t('p')]} rows={rows} />
      {table.notes.map((note) => <Text key={note.en} size="xs" c="dimmed">{local(note)}</Text>)}
    </>
  );
}
