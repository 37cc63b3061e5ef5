import { callRoute, routes } from '@echocohort/contracts';
import type { Caller, StudyView } from '@echocohort/contracts';
import type { ItemCells } from './site-folder.ts';

type Form = StudyView['forms'][number];
type Answer = { value: string | number | boolean | null; missingReason: string | null };

/** Sends the items of one scope that the tables give and that the server does not hold yet. Gives how many changed. */
export async function sendForms(caller: Caller, study: StudyView, scope: string, caseId: string, cells: ItemCells, shift: (date: string) => string | null): Promise<number> {
  let changed = 0;
  for (const form of study.forms.filter((entry) => entry.scope === scope)) {
    const given = answersOf(form, cells, shift);
    if (given.size === 0) continue;
    const current = await callRoute(caller, routes.form, { params: { caseId, formCode: form.code } });
    const changes: Record<string, Answer & { reasonForChange?: string }> = {};
    for (const [item, answer] of given) {
      const held = current.values[item];
      if (held && held.value === answer.value && held.missingReason === answer.missingReason) continue;
      const answered = held !== undefined && (held.value !== null || held.missingReason !== null);
      changes[item] = answered ? { ...answer, reasonForChange: 'corrected in the site table' } : answer;
    }
    if (Object.keys(changes).length === 0) continue;
    await callRoute(caller, routes.saveForm, { params: { caseId, formCode: form.code }, version: current.version, body: { changes } });
    changed += Object.keys(changes).length;
  }
  return changed;
}

function answersOf(form: Form, cells: ItemCells, shift: (date: string) => string | null): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const item of form.items) {
    const cell = cells.get(`${form.code}.${item.code}`);
    if (cell !== undefined) answers.set(item.code, answerOf(item.type, cell.trim(), shift));
  }
  return answers;
}

/** `!reason` says why there is no value. What does not read as the item's type goes as text, so that the server names the fault. */
function answerOf(type: string, cell: string, shift: (date: string) => string | null): Answer {
  if (cell.startsWith('!')) return { value: null, missingReason: cell.slice(1) };
  if (type === 'number' || type === 'integer') {
    const number = Number(cell);
    return { value: Number.isFinite(number) ? number : cell, missingReason: null };
  }
  if (type === 'boolean' && /^(yes|true|1)$/i.test(cell)) return { value: true, missingReason: null };
  if (type === 'boolean' && /^(no|false|0)$/i.test(cell)) return { value: false, missingReason: null };
  return { value: type === 'date' ? shift(cell) ?? cell : cell, missingReason: null };
}
