'use client';
import { baselineCellText, type BaselineResult } from '@echocohort/analyses';
import { decimals } from '@echocohort/figures';
import { unitWords } from '@echocohort/kernel';
import { Text } from '@mantine/core';
import { useLocal, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { NoNumber, Sourced, useWhy } from '../number-cell.tsx';
import { baselineSource, columnSource, comparedIds, differenceSource } from '../number-sources.ts';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';

type Variable = BaselineResult['variables'][number];

/** Baseline characteristics by set; patients and lesions kept apart, missing values in rows of their own. */
export function Table1Section({ table }: { readonly table: BaselineResult }) {
  const t = useWords(analysesWords);
  const local = useLocal();
  const why = useWhy();
  const groups = table.columns.map(({ group }) => group);
  const difference = (variable: Variable): ResultCell => {
    const smd = variable.smd.find(({ group, against }) => group === 'external_validation' && against === 'training');
    if (smd === undefined) return cell('–');
    if (smd.value === null) return cell('–', smd.refusal ? <NoNumber because={why(smd.refusal)} /> : '–');
    return cell(decimals(smd.value, 2), <Sourced text={decimals(smd.value, 2)} of={differenceSource(variable)} ids={comparedIds(variable)} />);
  };
  const test = (variable: Variable): ResultCell => {
    if (variable.test === null) return cell('–');
    if (variable.test.refusal) return cell('–', <NoNumber because={why(variable.test.refusal)} />);
    return cell(variable.test.shown, <Sourced text={variable.test.shown} of={variable.test} ids={comparedIds(variable)} />);
  };
  const heads = table.columns.map((column): ResultCell => cell(`${local(column.label)} (${column.patients} / ${column.lesions})`,
    <>{local(column.label)} (<Sourced text={column.patients} of={columnSource('patient', column)} /> / <Sourced text={column.lesions} of={columnSource('lesion', column)} />)</>));
  const rows = table.variables.flatMap((variable) => variable.lines.map((line, index) => {
    const first = index === 0;
    const named = first ? `${local(variable.label)}${variable.measuredIn === null ? '' : `, ${local(unitWords(variable.measuredIn))}`}` : '';
    const numbers = groups.map((group): ResultCell => {
      const of = line.cells.find((each) => each.group === group);
      if (!of) return cell('–');
      const text = baselineCellText(line.kind, of);
      return cell(text, <Sourced text={text} of={baselineSource(variable, line, of)} />);
    });
    return {
      key: `${variable.code} ${line.kind} ${line.code}`,
      cells: [cell(named, first ? <strong>{named}</strong> : ''), cell(local(line.label)), cell(first ? t(`unit_${variable.unit}`) : ''), ...numbers,
        ...(first ? [difference(variable), test(variable)] : [cell(''), cell('')])],
    };
  }));
  return (
    <>
      <ResultTable texts={3} head={[t('characteristic'), '', t('unit'), ...heads, t('smd'), t('p')]} rows={rows} />
      {table.notes.map((note) => <Text key={note.en} size="xs" c="dimmed">{local(note)}</Text>)}
    </>
  );
}
