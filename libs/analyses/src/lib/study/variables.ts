import type { LocalText } from '@echocohort/kernel';
import type { AnalysisVariable, ItemDefinition, StudyDefinition } from '@echocohort/study';
import type { RecordRow } from '../records.ts';

/** A column of the analysis with what is needed to read and to name its values. */
export interface StudyVariable {
  readonly code: string;
  readonly label: LocalText;
  readonly kind: 'continuous' | 'binary' | 'categorical';
  readonly scope: 'patient' | 'lesion';
  readonly item: ItemDefinition;
  readonly candidate: boolean;
  /** Levels of a categorical variable in the study's order; the first is the reference. */
  readonly levels: readonly { readonly code: string; readonly label: LocalText }[];
  readonly definition: AnalysisVariable;
}

const YES: LocalText = { zh: '是', en: 'Yes' };
const NO: LocalText = { zh: '否', en: 'No' };

/** Levels of an item as its cells write them. */
export const itemLevels = (item: ItemDefinition): StudyVariable['levels'] =>
  (item.type === 'boolean' ? [{ code: '0', label: NO }, { code: '1', label: YES }] : (item.choices ?? []));

function levelsOf(definition: AnalysisVariable, item: ItemDefinition): StudyVariable['levels'] {
  if (definition.kind === 'continuous') return [];
  if (definition.kind === 'binary') return [{ code: '0', label: NO }, { code: '1', label: YES }];
  return definition.strata ?? itemLevels(item);
}

/** The variables of the study's `analysis` section; one whose item no form asks for cannot be (the definition was read strictly). */
export function studyVariables(definition: StudyDefinition): StudyVariable[] {
  return definition.analysis.flatMap((own) => definition.forms.flatMap((form) => form.items.filter(({ code }) => code === own.item).map((item): StudyVariable => ({
    code: own.code, label: own.label, kind: own.kind, scope: form.scope, item, candidate: own.candidate, levels: levelsOf(own, item), definition: own,
  }))));
}

const numberOf = (cell: string | null | undefined): number | null => (cell === null || cell === undefined || cell.trim() === '' || !Number.isFinite(Number(cell)) ? null : Number(cell));

/** The number in a cell; null for a missing one and for one that is none. */
export const cellNumber = numberOf;

function stratumOf(definition: AnalysisVariable, value: number): string | null {
  return definition.strata?.find(({ upTo }) => upTo === null || value <= upTo)?.code ?? null;
}

/** A variable's value in a row: a number, 0 or 1, or a level's code; null where the item has no value. */
export function valueOf({ definition, item, kind }: StudyVariable, row: RecordRow): number | string | null {
  const cell = row[definition.item] ?? null;
  if (cell === null) return null;
  if (kind === 'continuous') return numberOf(cell);
  if (kind === 'binary') {
    if (definition.above !== undefined) {
      const value = numberOf(cell);
      return value === null ? null : value > definition.above ? 1 : 0;
    }
    const positive = (definition.positive ?? [true]).map((code) => (typeof code === 'boolean' ? (code ? '1' : '0') : code));
    return positive.includes(cell) ? 1 : 0;
  }
  if (definition.strata) {
    const value = numberOf(cell);
    return value === null ? null : stratumOf(definition, value);
  }
  return itemLevels(item).some(({ code }) => code === cell) ? cell : null;
}
