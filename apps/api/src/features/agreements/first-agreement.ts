import { appendAudit, insertAgreement, listAgreements, type AgreementText, type StudyRef, type Tx } from '@echocohort/persistence';
import { agreementDigest } from './agreement-digest.ts';

/** What holds until a study publishes its own: the least that taking data of patients asks for. */
const FIRST: AgreementText = {
  title: { zh: '数据使用协议', en: 'Data use agreement' },
  text: {
    zh: [
      '1. 数据仅用于本研究方案所述、并经授权的目的。',
      '2. 不得尝试识别任何受试者，不得与可能识别受试者的其他数据相连接；若意外识别，立即通知研究并不得使用或告知他人。',
      '3. 不得将数据、导出包或访问令牌转交他人；数据保存于仅有获授权者可访问之处。',
      '4. 授权到期或被收回后，停止使用并删除全部副本。',
      '5. 结果须注明所用快照的根指纹，使他人可以核验。',
      '6. 每次下载均记录人员、时间与协议版本。',
    ].join('\n'),
    en: [
      '1. The data serve the purpose that the study protocol describes and that was authorised, and no other.',
      '2. Nobody tries to find out who a patient is, nor links the data with others that could tell; who finds out by accident tells the study at once, and neither uses it nor passes it on.',
      '3. Data, exports and tokens are not given to others, and are kept where only authorised people reach them.',
      '4. When the release ends or is taken back, use stops and every copy is deleted.',
      '5. Results name the root of the snapshot that they come from, so that others can check them.',
      '6. Every download is on record with person, time and version of this agreement.',
    ].join('\n'),
  },
};

/** Gives a study its first version when it has none; afterwards only people publish. */
export async function ensureAgreement(tx: Tx, study: StudyRef): Promise<void> {
  if ((await listAgreements(tx, study.id)).length > 0) return;
  const digest = agreementDigest(FIRST);
  const made = await insertAgreement(tx, study.id, 1, { ...FIRST, digest }, null);
  if (made !== null) await appendAudit(tx, study, { type: 'agreement.published', centre: null, case: null, payload: { agreement: made.id, version: 1, document: digest } });
}
