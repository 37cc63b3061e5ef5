import { z } from 'zod';
import { code, count, digest, id, moment, words } from './event-fields.ts';

/** People, grants, tokens and the study's own set-up. */
export const PEOPLE_EVENTS = {
  'person.signed-in': {
    sentence: { zh: '用户登录', en: 'A person signed in' },
    payload: z.strictObject({ session: id }),
  },
  'person.sign-in-refused': {
    sentence: { zh: '登录被拒绝', en: 'A sign-in was refused' },
    payload: z.strictObject({ reason: z.enum(['wrong-password', 'locked', 'disabled', 'unknown-account']), person: id.nullable(), failedAttempts: count }),
  },
  'person.signed-out': {
    sentence: { zh: '用户退出', en: 'A session ended' },
    payload: z.strictObject({ session: id, reason: z.enum(['asked', 'revoked', 'expired']) }),
  },
  'person.created': {
    sentence: { zh: '创建用户', en: 'A person was added' },
    payload: z.strictObject({ person: id }),
  },
  'grant.changed': {
    sentence: { zh: '权限变更', en: 'A role was given or taken back' },
    payload: z.strictObject({ person: id, role: code, centre: code.nullable(), change: z.enum(['granted', 'revoked']), reason: words.optional() }),
  },
  'person.access-changed': {
    sentence: { zh: '停用或启用用户', en: 'An account was disabled or enabled' },
    payload: z.strictObject({ person: id, disabled: z.boolean(), reason: words }),
  },
  'person.password-changed': {
    sentence: { zh: '更改密码', en: 'A person changed the own password' },
    payload: z.strictObject({ person: id, sessionsEnded: count }),
  },
  'study.version-activated': {
    sentence: { zh: '研究方案版本启用', en: 'A version of the study definition came into force' },
    payload: z.strictObject({ version: code, digest }),
  },
  'token.issued': {
    sentence: { zh: '签发访问令牌', en: 'A token for a machine was issued' },
    payload: z.strictObject({ token: id, scopes: z.array(code), centre: code.nullable(), snapshot: id.optional(), document: digest.optional(), expiresAt: moment }),
  },
  'token.revoked': {
    sentence: { zh: '撤销访问令牌', en: 'A token was taken back' },
    payload: z.strictObject({ token: id, snapshot: id.optional() }),
  },
  'device.resolved': {
    sentence: { zh: '设备登记处理', en: 'An unknown device was resolved' },
    payload: z.strictObject({ device: code, outcome: z.enum(['registered', 'rejected']), reason: words.optional() }),
  },
} as const;
