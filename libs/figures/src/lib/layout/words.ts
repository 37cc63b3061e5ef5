import type { GroupName } from '@echocohort/analyses';
import { SET_LABELS } from '@echocohort/cohort';
import type { LocalText } from '@echocohort/kernel';

/** The sets as figures and tables name them. */
export const GROUP_LABELS: Readonly<Record<GroupName, LocalText>> = { all: { zh: '全部', en: 'All' }, ...SET_LABELS };
