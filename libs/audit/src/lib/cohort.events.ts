import { z } from 'zod';
import { code, count, digest, id, words } from './event-fields.ts';

const sets = z.strictObject({ training: count, internalValidation: count, externalValidation: count });

/** From the definition of a cohort to the model that was built on it. */
export const COHORT_EVENTS = {
  'cohort.defined': {
    sentence: { zh: '定义队列', en: 'A cohort was defined' },
    payload: z.strictObject({ cohort: id, version: count, definition: digest }),
  },
  'cohort.split-committed': {
    sentence: { zh: '预先登记分组种子', en: 'The seed of a split was committed, before anybody saw its result' },
    payload: z.strictObject({ cohort: id, version: count, split: id, seed: z.string().min(1).max(200), ratio: z.string().regex(/^\d+:\d+$/), lesions: digest }),
  },
  'cohort.split': {
    sentence: { zh: '队列分组', en: 'A cohort was split' },
    payload: z.strictObject({ cohort: id, version: count, split: id, assignment: digest, lesions: sets, exact: z.boolean() }),
  },
  'cohort.locked': {
    sentence: { zh: '锁定队列', en: 'A cohort was locked' },
    payload: z.strictObject({ cohort: id, version: count, snapshot: id, root: digest, lesions: count }),
  },
  'snapshot.signed': {
    sentence: { zh: '电子签名', en: 'A snapshot was signed' },
    payload: z.strictObject({ snapshot: id, root: digest, digest, meaning: words }),
  },
  'export.made': {
    sentence: { zh: '生成导出包', en: 'An export was made' },
    payload: z.strictObject({ export: id, root: digest, sha256: digest, sizeBytes: count }),
  },
  'export.downloaded': {
    sentence: { zh: '下载导出包', en: 'An export was downloaded' },
    payload: z.strictObject({ export: id, root: digest, agreement: words.nullable().optional(), document: digest.optional() }),
  },
  'analysis.made': {
    sentence: { zh: '生成分析报告', en: 'A snapshot was analysed' },
    payload: z.strictObject({ analysis: id, root: digest, models: z.array(digest), result: digest, report: digest }),
  },
  'analysis.downloaded': {
    sentence: { zh: '下载分析报告', en: 'A report of analyses was downloaded' },
    payload: z.strictObject({ analysis: id, root: digest }),
  },
  'run.started': {
    sentence: { zh: '开始训练', en: 'A training run was started' },
    payload: z.strictObject({ run: id, root: digest, config: digest, crossValidation: id.optional(), fold: count.optional() }),
  },
  'run.paused': {
    sentence: { zh: '暂停训练', en: 'A training run was paused' },
    payload: z.strictObject({ run: id, reason: words }),
  },
  'run.resumed': {
    sentence: { zh: '继续训练', en: 'A paused training run was queued again' },
    payload: z.strictObject({ run: id }),
  },
  'cross-validation.started': {
    sentence: { zh: '开始交叉验证', en: 'A cross-validation was started' },
    payload: z.strictObject({ crossValidation: id, root: digest, config: digest, folds: count }),
  },
  'cross-validation.finished': {
    sentence: { zh: '交叉验证完成', en: 'All folds of a cross-validation were put together' },
    payload: z.strictObject({ crossValidation: id, root: digest, models: z.array(digest), predictions: digest }),
  },
  'model.lesions-read': {
    sentence: { zh: '查询模型的训练病例', en: 'Somebody asked which lesions trained a model' },
    payload: z.strictObject({ run: id, model: digest, lesions: count }),
  },
  'subject.models-read': {
    sentence: { zh: '查询受试者参与训练的模型', en: 'Somebody asked which models a patient trained' },
    payload: z.strictObject({ subject: code, models: z.array(digest) }),
  },
  'run.finished': {
    sentence: { zh: '训练完成', en: 'A training run finished' },
    payload: z.strictObject({ run: id, bundle: digest }),
  },
  'run.failed': {
    sentence: { zh: '训练失败', en: 'A training run failed or was stopped' },
    payload: z.strictObject({ run: id, code, detail: words.optional() }),
  },
  'model.registered': {
    sentence: { zh: '登记模型摘要', en: "A model's digest was registered" },
    payload: z.strictObject({ run: id, root: digest, model: digest }),
  },
  'opinion.given': {
    sentence: { zh: '用模型为一幅图像评分（研究用途）', en: 'A picture was scored with a model, for research' },
    payload: z.strictObject({ run: id, model: digest, image: digest, background: digest.nullable() }),
  },
  'external-outcomes.opened': {
    sentence: { zh: '开启外部中心结局', en: 'The outcomes of the external centres were opened' },
    payload: z.strictObject({ run: id, root: digest, model: digest, commitment: digest, lesions: count, holders: z.array(id).optional(), impact: words.optional() }),
  },
} as const;
