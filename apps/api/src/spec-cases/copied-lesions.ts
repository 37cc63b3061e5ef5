import { asOwner, type OpenedCase } from './case-fixtures.ts';
import type { StartedApi } from './started-api.ts';

/** All columns of a row of a table, some of them replaced. */
const populated = (table: string, row: string, changes: string): string => `(jsonb_populate_record(null::${table}, to_jsonb(${row}) || jsonb_build_object(${changes}))).*`;

/**
 * Gives the patient of an accepted case further lesions, up to this number, each a copy of the first with its examination, images,
 * slots, forms, pathology and verdict: in one statement, where the interface would take some twenty calls for each.
 */
export async function copyLesion(started: Pick<StartedApi, 'database'>, { code }: OpenedCase, upTo: number): Promise<void> {
  const ofLesion = (table: string): string => `INSERT INTO ${table} SELECT ${populated(table, 't', "'id', gen_random_uuid(), 'lesion_id', made.id")} FROM ${table} t JOIN source ON t.lesion_id = source.id, made`;
  const copies = await asOwner(started, `WITH source AS (SELECT * FROM lesion WHERE code = $1),
    made AS (INSERT INTO lesion SELECT ${populated('lesion', 'source', "'id', gen_random_uuid(), 'ordinal', n, 'code', regexp_replace(source.code, 'L1$', 'L' || n)")} FROM source, generate_series(2, $2::int) n RETURNING id),
    exams AS (${ofLesion('exam')}), reports AS (${ofLesion('pathology_report')}), verdicts AS (${ofLesion('panel_verdict')}),
    images AS (${ofLesion('image')} RETURNING id, lesion_id, slot_code),
    slots AS (INSERT INTO slot SELECT ${populated('slot', 't', "'id', gen_random_uuid(), 'lesion_id', images.lesion_id, 'current_image_id', images.id")}
      FROM slot t JOIN source ON t.lesion_id = source.id JOIN images ON images.slot_code = t.code),
    forms AS (${ofLesion('form_entry')} RETURNING id, form_code),
    answers AS (INSERT INTO item_value SELECT ${populated('item_value', 't', "'id', gen_random_uuid(), 'form_entry_id', forms.id")}
      FROM item_value t JOIN form_entry own ON own.id = t.form_entry_id JOIN source ON own.lesion_id = source.id JOIN forms ON forms.form_code = own.form_code)
    SELECT id FROM made`, [code, upTo]);
  if (copies.length !== upTo - 1) throw new Error('the lesion was not copied');
}
