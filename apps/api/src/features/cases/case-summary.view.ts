import type { CaseSummary } from '@echocohort/contracts';
import { countedSlots } from '@echocohort/protocol';
import type { CaseContent, CaseRow } from '@echocohort/persistence';
import type { StudyDefinition } from '@echocohort/study';
import { blockerViews, caseFacts } from './case-facts.ts';

type Next = CaseSummary['next'];

/** While a query waits, answering it comes before everything else. */
const answerFirst: Next = { code: 'query-open', sentence: { zh: '请答复质疑', en: 'A query waits for your answer' }, slot: null, item: null };

const latest = (moments: readonly Date[]): Date => new Date(Math.max(...moments.map((moment) => moment.getTime())));

/** One line of a list of cases. */
export function caseSummaryOf(row: CaseRow, content: CaseContent, definition: StudyDefinition): CaseSummary {
  const open = blockerViews(caseFacts(content, definition));
  const counted = countedSlots(definition.protocol);
  return {
    caseId: row.id,
    code: row.code,
    subjectCode: row.subjectCode,
    centre: row.centre,
    state: row.state,
    version: row.version,
    slotsFilled: counted.filter(({ code }) => (content.slots[code] ?? null) !== null).length,
    slotsRequired: counted.length,
    findings: content.findings.filter(({ severity }) => severity !== 'information').length,
    openQueries: content.openQueries,
    next: content.openQueries > 0 ? answerFirst : (open[0] ?? null),
    updatedAt: latest([row.stateChangedAt, ...content.forms.map(({ savedAt }) => savedAt)]).toISOString(),
  };
}

/** Lines of several cases whose contents were read together. */
export function summariesOf(rows: readonly CaseRow[], contents: ReadonlyMap<string, CaseContent>, definition: StudyDefinition): CaseSummary[] {
  return rows.flatMap((row) => {
    const content = contents.get(row.id);
    return content === undefined ? [] : [caseSummaryOf(row, content, definition)];
  });
}
