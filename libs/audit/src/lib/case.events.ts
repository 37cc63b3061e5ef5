import { z } from 'zod';
import { code, count, digest, id, words } from './event-fields.ts';

/** Everything that happens to one case. Pathology events say that a report changed, never what it says. */
export const CASE_EVENTS = {
  'subject.registered': {
    sentence: { zh: '登记受试者', en: 'A subject was registered' },
    payload: z.strictObject({ subject: code }),
  },
  'subject.withdrawn': {
    sentence: { zh: '受试者退出', en: 'A subject was withdrawn' },
    payload: z.strictObject({ subject: code, reason: words, lesions: z.array(code), snapshots: z.array(digest) }),
  },
  'lesion.opened': {
    sentence: { zh: '新建病灶', en: 'A lesion was opened' },
    payload: z.strictObject({ subject: code, lesion: code }),
  },
  'image.stored': {
    sentence: { zh: '图像入库', en: 'An image was stored' },
    payload: z.strictObject({ slot: code, image: digest, receipt: count, findings: z.array(code), protocol: code.optional() }),
  },
  'image.superseded': {
    sentence: { zh: '图像被替换', en: 'An image was replaced; the old one stays, linked' },
    payload: z.strictObject({ slot: code, image: digest, by: digest, reason: words.nullable() }),
  },
  'image.refused': {
    sentence: { zh: '图像被拒收', en: 'An image was refused and not stored' },
    payload: z.strictObject({ slot: code.nullable(), code, findings: z.array(code) }),
  },
  'outline.drawn': {
    sentence: { zh: '勾画区域', en: 'An outline was drawn on an image, or taken away' },
    payload: z.strictObject({ slot: code, image: digest, kind: code, version: count, shape: code, corners: count }),
  },
  'image.text-found': {
    sentence: { zh: '在已存图像的区域内发现文字', en: 'Text was found inside a stored image' },
    payload: z.strictObject({ slot: code, image: digest, boxes: count, searchedFrames: count }),
  },
  'image.text-harmless': {
    sentence: { zh: '图像内文字经人判定为无害', en: 'A person decided that the text inside an image is harmless' },
    payload: z.strictObject({ slot: code, image: digest, because: code }),
  },
  'form.saved': {
    sentence: { zh: '保存表单', en: 'A form was saved' },
    payload: z.strictObject({
      form: code,
      version: count,
      items: z.array(z.strictObject({ item: code, change: z.enum(['entered', 'changed', 'cleared', 'missing']), reason: words.optional() })),
    }),
  },
  'pathology.entered': {
    sentence: { zh: '录入病理', en: 'A pathology report was entered' },
    payload: z.strictObject({ report: id, supersedes: id.nullable().optional() }),
  },
  'pathology.confirmed': {
    sentence: { zh: '复核病理', en: 'A second person confirmed a pathology report' },
    payload: z.strictObject({ report: id }),
  },
  'eligibility.changed': {
    sentence: { zh: '入排判定变化', en: 'The eligibility of a case changed' },
    payload: z.strictObject({
      from: z.enum(['eligible', 'excluded', 'not-yet-known']).nullable(),
      to: z.enum(['eligible', 'excluded', 'not-yet-known']),
      primaryReason: code.nullable(),
    }),
  },
  'case.state-changed': {
    sentence: { zh: '病例状态变化', en: 'The state of a case changed' },
    payload: z.strictObject({ from: code, to: code, cause: code }),
  },
  'query.raised': {
    sentence: { zh: '提出质疑', en: 'A query was raised' },
    payload: z.strictObject({ query: id, slot: code.nullable(), item: code.nullable(), reason: code }),
  },
  'query.answered': {
    sentence: { zh: '回复质疑', en: 'A query was answered' },
    payload: z.strictObject({ query: id }),
  },
  'query.closed': {
    sentence: { zh: '关闭质疑', en: 'A query was closed' },
    payload: z.strictObject({ query: id }),
  },
  'panel.accepted': {
    sentence: { zh: '质控通过', en: 'The panel accepted a case' },
    payload: z.strictObject({ protocol: code, images: z.array(digest).optional() }),
  },
} as const;
