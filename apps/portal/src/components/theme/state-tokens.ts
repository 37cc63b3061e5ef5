import type { LocalText } from '@echocohort/kernel';
import { IconCheck, IconCircleFilled, IconClock, IconLock, IconMinus, IconTilde, IconX, type Icon } from '@tabler/icons-react';

export type Tone = 'complete' | 'needs-you' | 'waiting' | 'deviation' | 'excluded' | 'blocked' | 'locked';

/** Icon and colour of each tone: the same everywhere, from this file only. */
export const TONES: Readonly<Record<Tone, { readonly icon: Icon; readonly colour: string }>> = {
  complete: { icon: IconCheck, colour: 'var(--ec-complete)' },
  'needs-you': { icon: IconCircleFilled, colour: 'var(--ec-needs-you)' },
  waiting: { icon: IconClock, colour: 'var(--ec-waiting)' },
  deviation: { icon: IconTilde, colour: 'var(--ec-deviation)' },
  excluded: { icon: IconMinus, colour: 'var(--ec-excluded)' },
  blocked: { icon: IconX, colour: 'var(--ec-blocked)' },
  locked: { icon: IconLock, colour: 'var(--ec-locked)' },
};

export interface StateToken {
  readonly tone: Tone;
  readonly word: LocalText;
}

/** What each state that the API names looks like and is called. */
export const STATES: Readonly<Record<string, StateToken>> = {
  collecting: { tone: 'needs-you', word: { zh: '收集中', en: 'Collecting' } },
  complete: { tone: 'waiting', word: { zh: '完整，待审核', en: 'Complete, with panel' } },
  queried: { tone: 'needs-you', word: { zh: '有质疑', en: 'Queried' } },
  accepted: { tone: 'complete', word: { zh: '已通过', en: 'Accepted' } },
  locked: { tone: 'locked', word: { zh: '已锁定', en: 'Locked' } },
  withdrawn: { tone: 'excluded', word: { zh: '已退出', en: 'Withdrawn' } },
  met: { tone: 'complete', word: { zh: '符合', en: 'Met' } },
  'not-met': { tone: 'blocked', word: { zh: '不符合', en: 'Not met' } },
  unknown: { tone: 'waiting', word: { zh: '尚不确定', en: 'Not yet known' } },
  eligible: { tone: 'complete', word: { zh: '符合入组', en: 'Eligible' } },
  excluded: { tone: 'excluded', word: { zh: '已排除', en: 'Excluded' } },
  'not-yet-known': { tone: 'waiting', word: { zh: '尚不确定', en: 'Not yet known' } },
  filled: { tone: 'complete', word: { zh: '已有', en: 'Filled' } },
  findings: { tone: 'deviation', word: { zh: '有发现', en: 'With findings' } },
  missing: { tone: 'needs-you', word: { zh: '缺失', en: 'Missing' } },
  blocks: { tone: 'blocked', word: { zh: '阻断', en: 'Blocks' } },
  deviation: { tone: 'deviation', word: { zh: '偏离', en: 'Deviation' } },
  information: { tone: 'waiting', word: { zh: '提示', en: 'Information' } },
  open: { tone: 'needs-you', word: { zh: '待回答', en: 'Open' } },
  answered: { tone: 'waiting', word: { zh: '已回答', en: 'Answered' } },
  closed: { tone: 'complete', word: { zh: '已关闭', en: 'Closed' } },
  none: { tone: 'needs-you', word: { zh: '未填写', en: 'Not entered' } },
  entered: { tone: 'waiting', word: { zh: '待确认', en: 'To be confirmed' } },
  confirmed: { tone: 'complete', word: { zh: '已确认', en: 'Confirmed' } },
  draft: { tone: 'needs-you', word: { zh: '草稿', en: 'Draft' } },
  split: { tone: 'waiting', word: { zh: '已划分', en: 'Split' } },
  queued: { tone: 'waiting', word: { zh: '排队中', en: 'Queued' } },
  running: { tone: 'waiting', word: { zh: '进行中', en: 'Running' } },
  partly: { tone: 'waiting', word: { zh: '部分完成', en: 'Partly done' } },
  paused: { tone: 'needs-you', word: { zh: '已暂停', en: 'Paused' } },
  finished: { tone: 'complete', word: { zh: '已完成', en: 'Finished' } },
  failed: { tone: 'blocked', word: { zh: '失败', en: 'Failed' } },
  cancelled: { tone: 'excluded', word: { zh: '已取消', en: 'Cancelled' } },
  ready: { tone: 'complete', word: { zh: '就绪', en: 'Ready' } },
  'not-ready': { tone: 'blocked', word: { zh: '未就绪', en: 'Not ready' } },
  sealed: { tone: 'locked', word: { zh: '已封存', en: 'Sealed' } },
  opened: { tone: 'complete', word: { zh: '已开启', en: 'Opened' } },
  expired: { tone: 'excluded', word: { zh: '已到期', en: 'Expired' } },
  revoked: { tone: 'blocked', word: { zh: '已撤销', en: 'Revoked' } },
  active: { tone: 'complete', word: { zh: '有效', en: 'Active' } },
  disabled: { tone: 'excluded', word: { zh: '已停用', en: 'Disabled' } },
  'review-reading': { tone: 'waiting', word: { zh: '处理中', en: 'In work' } },
  'review-held': { tone: 'blocked', word: { zh: '已扣留', en: 'Held' } },
  'review-text-open': { tone: 'needs-you', word: { zh: '有文字', en: 'Text found' } },
  'review-to-approve': { tone: 'needs-you', word: { zh: '待批准', en: 'To approve' } },
  'review-approved': { tone: 'complete', word: { zh: '已批准', en: 'Approved' } },
  'review-rejected': { tone: 'excluded', word: { zh: '不发送', en: 'Rejected' } },
  'review-sent': { tone: 'complete', word: { zh: '已发送', en: 'Sent' } },
  'template-draft': { tone: 'needs-you', word: { zh: '待签署', en: 'To be signed' } },
  'template-approved': { tone: 'complete', word: { zh: '已生效', en: 'In force' } },
  'template-rejected': { tone: 'blocked', word: { zh: '已退回', en: 'Rejected' } },
  'template-superseded': { tone: 'excluded', word: { zh: '已被新版替代', en: 'Replaced' } },
  'template-withdrawn': { tone: 'excluded', word: { zh: '已撤回', en: 'Withdrawn' } },
  reading: { tone: 'waiting', word: { zh: '读取中', en: 'Reading' } },
  clean: { tone: 'complete', word: { zh: '已去标识', en: 'Clean' } },
  held: { tone: 'blocked', word: { zh: '已扣留', en: 'Held' } },
  sending: { tone: 'waiting', word: { zh: '发送中', en: 'Sending' } },
  stored: { tone: 'complete', word: { zh: '已存储', en: 'Stored' } },
  refused: { tone: 'blocked', word: { zh: '被拒绝', en: 'Refused' } },
  saved: { tone: 'complete', word: { zh: '已保存', en: 'Saved' } },
  incomplete: { tone: 'needs-you', word: { zh: '未完成', en: 'Incomplete' } },
};

/** The token of a state; one that this version does not know is shown by its own name, in grey. */
export function stateToken(state: string): StateToken {
  const known = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  return known ?? { tone: 'excluded', word: { zh: state, en: state } };
}
