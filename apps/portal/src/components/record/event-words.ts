import type { LocalText } from '@echocohort/kernel';

/** What the types of the audit vocabulary are called on screen. */
const EVENT_WORDS: Readonly<Record<string, LocalText>> = {
  'subject.registered': { zh: '登记受试者', en: 'Subject registered' },
  'subject.withdrawn': { zh: '受试者退出', en: 'Subject withdrawn' },
  'lesion.opened': { zh: '新建病灶', en: 'Lesion opened' },
  'image.stored': { zh: '图像已存储', en: 'Image stored' },
  'image.approved': { zh: '图像经批准后发送', en: 'Picture approved before it was sent' },
  'template.drawn': { zh: '绘制遮罩模板', en: 'Mask template drawn' },
  'template.signed': { zh: '遮罩模板由第二人签署', en: 'Mask template signed by a second person' },
  'template.rejected': { zh: '遮罩模板被退回', en: 'Mask template rejected' },
  'template.withdrawn': { zh: '遮罩模板已撤回', en: 'Mask template withdrawn' },
  'image.superseded': { zh: '图像被替换（旧图保留）', en: 'Image replaced; the old one stays' },
  'image.refused': { zh: '图像被拒收', en: 'Image refused' },
  'outline.drawn': { zh: '勾画区域', en: 'Outline drawn' },
  'image.text-found': { zh: '图像内发现文字', en: 'Text found inside an image' },
  'image.text-harmless': { zh: '图像内文字判定无害', en: 'Text inside an image found harmless' },
  'form.saved': { zh: '表单已保存', en: 'Form saved' },
  'pathology.entered': { zh: '病理已录入', en: 'Pathology entered' },
  'pathology.confirmed': { zh: '病理已由第二人确认', en: 'Pathology confirmed by a second person' },
  'eligibility.changed': { zh: '入组判定改变', en: 'Eligibility changed' },
  'case.state-changed': { zh: '病例状态改变', en: 'State changed' },
  'query.raised': { zh: '提出质疑', en: 'Query raised' },
  'query.answered': { zh: '质疑已回答', en: 'Query answered' },
  'query.closed': { zh: '质疑已关闭', en: 'Query closed' },
  'panel.accepted': { zh: '审核通过', en: 'Accepted by the panel' },
  'cohort.defined': { zh: '定义队列', en: 'Cohort defined' },
  'cohort.split-committed': { zh: '预先登记划分种子', en: 'Seed of a split committed' },
  'cohort.split': { zh: '队列已划分', en: 'Cohort split' },
  'cohort.locked': { zh: '队列已锁定', en: 'Cohort locked' },
  'snapshot.signed': { zh: '快照已签名', en: 'Snapshot signed' },
  'export.made': { zh: '导出已生成', en: 'Export made' },
  'export.downloaded': { zh: '导出已下载', en: 'Export downloaded' },
  'analysis.made': { zh: '分析报告已生成', en: 'Snapshot analysed' },
  'analysis.downloaded': { zh: '分析报告已下载', en: 'Report downloaded' },
  'run.started': { zh: '训练开始', en: 'Training started' },
  'run.finished': { zh: '训练完成', en: 'Training finished' },
  'run.failed': { zh: '训练失败或停止', en: 'Training failed or was stopped' },
  'run.paused': { zh: '训练已暂停', en: 'Training paused' },
  'run.resumed': { zh: '训练已继续', en: 'Training queued again' },
  'cross-validation.started': { zh: '交叉验证开始', en: 'Cross-validation started' },
  'cross-validation.finished': { zh: '交叉验证完成', en: 'Cross-validation finished' },
  'model.lesions-read': { zh: '查询模型的训练病例', en: 'Lesions of a model looked up' },
  'subject.models-read': { zh: '查询受试者参与的模型', en: 'Models of a patient looked up' },
  'model.registered': { zh: '模型摘要已登记', en: 'Model digest registered' },
  'opinion.given': { zh: '模型为图像评分', en: 'Picture scored with a model' },
  'person.signed-in': { zh: '登录', en: 'Signed in' },
  'person.sign-in-refused': { zh: '登录被拒绝', en: 'Sign-in refused' },
  'person.signed-out': { zh: '退出登录', en: 'Session ended' },
  'person.created': { zh: '建立账户', en: 'Account created' },
  'person.access-changed': { zh: '账户停用或启用', en: 'Account disabled or enabled' },
  'grant.changed': { zh: '角色变更', en: 'Roles changed' },
  'study.version-activated': { zh: '研究定义生效', en: 'Study version in force' },
  'token.issued': { zh: '令牌已发放', en: 'Token issued' },
  'token.revoked': { zh: '令牌已撤销', en: 'Token revoked' },
  'device.resolved': { zh: '设备已处理', en: 'Device resolved' },
  'external-outcomes.share-given': { zh: '密钥持有人交出份额', en: 'Key holder gave a share' },
  'key-holder.enrolled': { zh: '登记密钥持有人', en: 'Key holder enrolled' },
  'snapshot.released': { zh: '快照已授权', en: 'Snapshot released' },
  'snapshot.release-withdrawn': { zh: '快照授权已收回', en: 'Release taken back' },
  'snapshot.taken': { zh: '快照被读取', en: 'Snapshot taken' },
  'snapshot.succeeded': { zh: '生成后继快照', en: 'Snapshot succeeded' },
  'external-outcomes.opened': { zh: '外部中心结局已开启', en: 'External outcomes opened' },
};

/** The words of an event type; one that this version does not know is shown by its own name. */
export function eventWords(type: string): LocalText {
  const known = Object.hasOwn(EVENT_WORDS, type) ? EVENT_WORDS[type] : undefined;
  return known ?? { zh: type, en: type };
}

/** Types that this version has words for, for filters. */
export const EVENT_TYPES: readonly string[] = Object.keys(EVENT_WORDS);
