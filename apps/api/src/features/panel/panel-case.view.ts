import type { PanelCase } from '@echocohort/contracts-reading';
import { slotsInOrder } from '@echocohort/protocol';
import type { CaseContent, CaseRow, QueryThreadRow } from '@echocohort/persistence';
import type { StudyDefinition } from '@echocohort/study';
import { findingViewOf } from '../cases/finding.view.ts';
import { queryViewOf } from '../cases/query.view.ts';

/**
 * The state as the panel may know it. Which accepted cases are locked depends on their eligibility, and that on
 * pathology; so a locked case still reads accepted here (domain 6).
 */
const blind = ({ state, version }: CaseRow): Pick<PanelCase, 'state' | 'version'> =>
  // Locking counts the version once.
  state === 'locked' ? { state: 'accepted', version: version - 1 } : { state, version };

/** A case as the panel sees it: pictures, findings and queries; nothing that depends on pathology. */
export function panelCaseOf(row: CaseRow, content: CaseContent, threads: readonly QueryThreadRow[], definition: StudyDefinition): PanelCase {
  return {
    caseId: row.id,
    code: row.code,
    centre: row.centre,
    ...blind(row),
    protocolVersion: definition.protocol.version,
    slots: slotsInOrder(definition.protocol).map(({ code, name, role }) => ({
      code,
      name,
      role,
      imageId: content.slots[code] ?? null,
      findings: content.findings.filter(({ slotCode }) => slotCode === code).map(findingViewOf),
    })),
    queries: threads.map((thread) => queryViewOf(thread, definition)),
    reasons: definition.panelReasons.map(({ code, text }) => ({ code, text })),
  };
}
