import type { LocalText } from '@echocohort/kernel';

/** What happened, in both languages, for the refusals that people meet most; the API's own sentence follows it. */
export const PROBLEM_WORDS: Readonly<Record<string, LocalText>> = {
  'no-connection': { zh: '暂时无法连接服务器。未存储任何内容，请稍后再试。', en: 'The server cannot be reached just now. Nothing was stored; try again in a moment.' },
  'portal-fault': { zh: '本页面出现意外故障。', en: 'This page met a fault that nobody expected.' },
  'no-answer': { zh: '服务器没有给出可读的答复。', en: 'The server gave no readable answer.' },
  'signed-out': { zh: '登录已失效，请重新登录。已填写的内容仍在。', en: 'Your session has ended. Sign in again; what you typed is still here.' },
  'wrong-password': { zh: '邮箱或密码不正确。', en: 'The e-mail or the password is not right.' },
  'locked-out': { zh: '密码错误次数过多，请在 {seconds} 秒后再试。', en: 'Too many wrong passwords: wait {seconds} seconds, then try again.' },
  forbidden: { zh: '您的角色不能执行此操作。', en: 'Your role may not do this.' },
  'not-found': { zh: '未找到，或不属于您的中心。', en: 'Not found, or not of your centre.' },
  'version-changed': { zh: '其他人刚刚保存了同一内容。您填写的内容仍在，请核对后再次保存。', en: 'Somebody else has just saved this. What you typed is kept: compare, then save again.' },
  'if-match-missing': { zh: '请求缺少版本号，请刷新页面。', en: 'The version that was read is missing; reload the page.' },
  locked: { zh: '该数据已锁定在快照中，不能再更改。', en: 'This is locked in a snapshot and cannot be changed any more.' },
  invalid: { zh: '有内容不符合规则。', en: 'Something does not keep the rules.' },
  'too-large': { zh: '文件过大。', en: 'The file is too large.' },
  'empty-file': { zh: '文件为空（0 字节）。', en: 'The file is empty (0 bytes).' },
  'digest-mismatch': { zh: '文件在传输中被改变，请重新发送。', en: 'The file changed on its way; send it again.' },
  identifiable: { zh: '文件中仍有可识别患者的信息，未被存储。', en: 'The file still holds identifying attributes and was not stored.' },
  'protocol-findings': { zh: '图像不符合该切面的采集方案，未被存储。', en: 'The image does not keep the protocol of this slot and was not stored.' },
  'slot-filled': { zh: '该切面已有图像；替换时需要原因。', en: 'This slot already has an image; replacing it needs a reason.' },
  'reason-missing': { zh: '更改已存的值需要填写原因。', en: 'A changed value needs a reason.' },
  'storage-full': { zh: '服务器存储空间已满，未存储任何内容。请联系管理员。', en: 'The storage of the server is full; nothing was stored. Tell the administrator.' },
  'database-down': { zh: '数据库暂不可用，未存储任何内容。', en: 'The database cannot be reached; nothing was stored. Try again in a moment.' },
  unexpected: { zh: '服务器出现意外故障，未存储任何内容。请把参考号告知管理员。', en: 'The server met a fault that nobody expected; nothing was stored. Give the reference to the administrator.' },
  'not-dicom': { zh: '这不是 DICOM 文件。', en: 'This is not a DICOM file.' },
  truncated: { zh: '文件不完整（被截断）。', en: 'The file is cut short.' },
};
