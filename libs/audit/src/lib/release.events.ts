import { z } from 'zod';
import { code, count, digest, id, moment, words } from './event-fields.ts';

/** Who may open what is sealed, who was given a snapshot, and what follows a patient's withdrawal. */
export const RELEASE_EVENTS = {
  'key-holder.enrolled': {
    sentence: { zh: '登记密钥持有人', en: 'A person became a holder of sealing keys' },
    payload: z.strictObject({ person: id, key: digest }),
  },
  'external-outcomes.share-given': {
    sentence: { zh: '交出密钥份额', en: 'A key holder gave a share for a registered model' },
    payload: z.strictObject({ snapshot: id, root: digest, run: id, model: digest, holder: id, given: count, needed: count, impact: words, key: digest.optional(), signature: z.base64().optional() }),
  },
  'agreement.published': {
    sentence: { zh: '发布数据使用协议', en: 'A version of the data use agreement was published' },
    payload: z.strictObject({ agreement: id, version: count, document: digest }),
  },
  'agreement.accepted': {
    sentence: { zh: '同意数据使用协议', en: 'A person agreed to the data use agreement' },
    payload: z.strictObject({ agreement: id, version: count, document: digest, by: code }),
  },
  'snapshot.released': {
    sentence: { zh: '授权使用快照', en: 'A snapshot was released to a person' },
    payload: z.strictObject({ snapshot: id, root: digest, release: id, person: id, agreement: words, document: digest.optional(), expiresAt: moment }),
  },
  'snapshot.release-withdrawn': {
    sentence: { zh: '收回快照授权', en: 'The release of a snapshot was taken back' },
    payload: z.strictObject({ snapshot: id, root: digest, releases: z.array(id), tokens: z.array(id), whole: z.boolean(), reason: words }),
  },
  'snapshot.taken': {
    sentence: { zh: '读取快照', en: 'A snapshot was taken by a program or a person' },
    payload: z.strictObject({ snapshot: id, root: digest, what: code, token: id.nullable(), agreement: words.nullable(), document: digest.optional() }),
  },
  'snapshot.succeeded': {
    sentence: { zh: '生成后继快照', en: 'A snapshot was succeeded by one without withdrawn patients' },
    payload: z.strictObject({ snapshot: id, root: digest, successor: id, successorRoot: digest, without: z.array(code) }),
  },
} as const;
