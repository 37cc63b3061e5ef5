import type { NoticeView } from '@echocohort/contracts';
import { mailText } from './mail-text.ts';

const runId = '0c7bd6a4-8f44-4c6a-9f64-6f2bb3a8c001';
const notice = (over: Partial<NoticeView>): NoticeView => ({ id: 'n', at: '', kind: 'run-finished', runId, crossValidationId: null, fold: null, model: 'LB', code: null, readAt: null, ...over });

it.each<[NoticeView, 'zh' | 'en', string | null, string, string]>([
  [notice({}), 'en', 'https://study.example.org', 'EchoCohort: A training has finished', `A training has finished (Model-LB)\nhttps://study.example.org/runs/${runId}\n`],
  [notice({ kind: 'run-failed', code: 'loss-not-finite' }), 'zh', null, 'EchoCohort: 训练失败', '训练失败 (Model-LB)\n原因代码：loss-not-finite\n'],
  [notice({ kind: 'cross-validation-failed', crossValidationId: 'cv', fold: 3, code: 'out-of-memory' }), 'en', 'https://s.example/', 'EchoCohort: A fold of a cross-validation has failed', 'A fold of a cross-validation has failed (Model-LB)\nFold 3\nReason: out-of-memory\nhttps://s.example/cross-validations/cv\n'],
  [notice({ kind: 'cross-validation-finished', crossValidationId: 'cv', runId: null }), 'zh', null, 'EchoCohort: 交叉验证已完成', '交叉验证已完成 (Model-LB)\n'],
])('a mail says what happened and where to look, and names nobody: %#', (given, language, portal, subject, text) => {
  expect(mailText(given, language, portal)).toEqual({ subject, text });
});
