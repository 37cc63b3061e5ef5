import type { PathologyView } from '@echocohort/contracts';
import type { LocalText } from '@echocohort/kernel';
import { confirmReport } from '@echocohort/pathology';
import type { CaseRow, PathologyRow } from '@echocohort/persistence';
import type { Caller } from '../../http/caller.ts';

const WORDS: Readonly<Record<string, LocalText>> = {
  'pathology-already-confirmed': { zh: '该报告已由第二人确认。', en: 'A second person has confirmed this report.' },
  'pathology-same-person': { zh: '报告由您录入，须由另一人确认。', en: 'You entered this report; another person has to confirm it.' },
};
const NO_RIGHT: LocalText = { zh: '您的角色不能确认病理报告。', en: 'Your role does not confirm pathology reports.' };
const NO_REPORT: LocalText = { zh: '尚无病理报告。', en: 'There is no report yet.' };
const FROZEN: LocalText = { zh: '病例已锁定或退出。', en: 'The case is locked or withdrawn.' };

/** Why this person may not confirm, in words; null when nothing speaks against it. */
function confirmRefusal(caller: Caller, row: CaseRow, report: PathologyRow | null): LocalText | null {
  if (report === null) return NO_REPORT;
  if (!caller.mayAt('pathology.confirm', row.centre)) return NO_RIGHT;
  if (row.state === 'locked' || row.state === 'withdrawn') return FROZEN;
  const confirmed = confirmReport({ enteredBy: report.enteredById, confirmedBy: report.confirmedById }, caller.personId);
  return confirmed.ok ? null : (WORDS[confirmed.refusal.code] ?? NO_RIGHT);
}

/** The report as those who may read pathology see it. `version` 0 = none entered yet. */
export function pathologyViewOf(caller: Caller, row: CaseRow, report: PathologyRow | null): PathologyView {
  return {
    status: report === null ? 'none' : report.confirmedAt === null ? 'entered' : 'confirmed',
    version: report?.version ?? 0,
    report: report && {
      typeCode: report.typeCode,
      malignant: report.malignant,
      method: report.method,
      specimenDate: report.specimenDate,
      note: report.note,
      enteredBy: report.enteredBy,
      enteredAt: report.enteredAt.toISOString(),
      confirmedBy: report.confirmedBy,
      confirmedAt: report.confirmedAt?.toISOString() ?? null,
    },
    confirmRefusal: confirmRefusal(caller, row, report),
  };
}
