import { exclusionLabels } from '@echocohort/cohort';
import type { ReportSource } from '../content/report-source.ts';
import type { EvidenceMaker } from './evidence.ts';

const listed = (source: ReportSource, texts: readonly string[]): string => texts.join(source.say('; ', '；'));

const eligibility: EvidenceMaker = (source) => {
  const { criteria, primaryOrder } = source.input.definition.eligibility;
  return { text: listed(source, exclusionLabels(criteria.map(({ code }) => code), primaryOrder).map(({ label }) => label[source.language])), target: 'flow' };
};

const setting: EvidenceMaker = (source) => {
  const { centres, devices } = source.input.definition;
  const external = centres.filter(({ role }) => role === 'external').map(({ code }) => code);
  return { text: source.say(`${centres.length} centres (external validation: ${external.join(', ') || 'none'}), ${devices.length} registered ultrasound devices.`, `${centres.length} 个中心（外部验证：${external.join('、') || '无'}），登记超声设备 ${devices.length} 台。`), target: 'table1' };
};

const outcome: EvidenceMaker = (source) => {
  const { lesionTypes, pathologyMethods } = source.input.definition;
  const methods = pathologyMethods.map(({ name }) => name[source.language]).join(source.say(', ', '、'));
  const benign = lesionTypes.filter(({ malignant }) => malignant === false).length;
  const malignant = lesionTypes.filter(({ malignant: verdict }) => verdict === true).length;
  return { text: source.say(`Pathology of each lesion (${methods}); ${malignant} malignant and ${benign} benign types; entered in the platform and confirmed by a second person. Add who read it and their experience.`, `每个病灶均有病理（${methods}）；恶性 ${malignant} 类、良性 ${benign} 类；录入后由第二人确认。请补充判读者及其资历。`), target: 'interval' };
};

const partition: EvidenceMaker = (source) => {
  const { split } = source.input.snapshot;
  const counts = source.analysis.sets.filter(({ group }) => group !== 'all').map(({ group, lesions, patients }) => `${source.group(group)} ${lesions} / ${patients}`).join(source.say(', ', '，'));
  return { text: source.say(`Lesions / patients: ${counts}. Training to internal validation ${split.ratio} by lesions, at random with seed "${split.seed}"${split.exact ? ', met exactly' : ''}; external centres whole.`, `病灶 / 患者：${counts}。训练与内部验证按病灶数 ${split.ratio} 随机划分，种子“${split.seed}”${split.exact ? '，比例精确达成' : ''}；外部中心整体划出。`), target: 'flow' };
};

const missing: EvidenceMaker = (source) => {
  const result = source.analysis.results.table1;
  if (result.status !== 'done') return null;
  const lacking = result.value.variables.flatMap((variable) => {
    const cell = variable.lines[0]?.cells.find(({ group }) => group === 'all');
    return cell && cell.missing > 0 ? [`${variable.label[source.language]} ${cell.missing}`] : [];
  });
  return { text: source.say(`Missing values: ${lacking.join(', ') || 'none'}. No imputation: each analysis uses its complete rows and states how many were left out.`, `缺失：${lacking.join('，') || '无'}。不作填补；各分析使用完整记录并注明剔除数。`), target: 'table1' };
};

/** Items about participants, data and reference standard. */
export const cohortEvidence = {
  design: (source: ReportSource) => ({ text: source.say(`${source.input.definition.study.title.en}. A person states direction of data collection, goal and kind of series.`, `${source.input.definition.study.title.zh}。请由研究者说明资料收集方向、研究目标与抽样方式。`), target: null }),
  setting,
  dates: (source: ReportSource) => ({ text: source.say(`Locked ${source.input.snapshot.lockedAt.toISOString().slice(0, 10)}. Dates of patients are shifted in an export, so first and last enrolment come from the screening log.`, `锁定日期 ${source.input.snapshot.lockedAt.toISOString().slice(0, 10)}。导出中的患者日期已平移，首末例入组日期见筛查日志。`), target: 'section-methods' }),
  eligibility,
  treatment: (source: ReportSource) => ({ text: source.say('Lesions with previous local therapy are excluded by criterion. Later treatment is not recorded.', '既往局部治疗的病灶按标准排除；后续治疗未记录。'), target: 'flow' }),
  acquisition: (source: ReportSource) => {
    const { version, slots } = source.input.definition.protocol;
    const counted = slots.filter((slot) => slot.counted);
    return { text: source.say(`Protocol ${version}: ${counted.length} counted images a lesion (${counted.map(({ code }) => code).join(', ')}), each judged against the protocol and by the panel.`, `采集方案 ${version}：每个病灶计数图像 ${counted.length} 幅（${counted.map(({ code }) => code).join('、')}），均经方案检查与质控小组审核。`), target: 'flow' };
  },
  outcome,
  'outcome-blinding': (source: ReportSource) => ({ text: source.say(`Pathology is entered without sight of scores, and the panel never sees it (roles of the platform; audit trail of ${source.input.snapshot.audit.events} events). Agreement of readers is not in this export.`, `病理录入时不可见评分，质控小组不可见病理（平台角色权限；审计记录 ${source.input.snapshot.audit.events} 条）。本导出不含判读者一致性数据。`), target: null }),
  'index-blinding': (source: ReportSource) => ({ text: source.say('The networks see pictures only; the outcomes of the external centres were sealed until a model was registered. Add what readers of the ultrasonic features knew.', '网络仅使用图像；外部中心结局在登记模型前处于密封状态。请补充超声特征判读者已知的信息。'), target: null }),
  deidentification: (source: ReportSource) => ({ text: source.say('Files were de-identified at the centres (DICOM PS3.15 basic profile with options, dates shifted by a patient-wise number of days, burnt-in text removed) and checked again on arrival.', '各中心按 DICOM PS3.15 基本保密方案及其选项去标识化（日期按患者平移、清除像素内文字），入库时再次核查。'), target: null }),
  subsets: (source: ReportSource) => {
    const { definition, name, version } = source.input.snapshot.cohort;
    return { text: source.say(`Cohort "${name}", version ${version}: ${definition.centres === null ? 'all centres' : definition.centres.join(', ')}, ${definition.criteria.length} further conditions.`, `队列“${name}”第 ${version} 版：${definition.centres === null ? '全部中心' : definition.centres.join('、')}，另有 ${definition.criteria.length} 条条件。`), target: 'flow' };
  },
  missing,
  'sample-size': (source: ReportSource) => {
    const all = source.totals;
    return { text: source.say(`${all.lesions} lesions of ${all.patients} patients. A person justifies the size.`, `${all.patients} 名患者的 ${all.lesions} 个病灶。样本量依据由研究者补充。`), target: 'flow' };
  },
  partition,
  separation: (source: ReportSource) => ({ text: source.say('By patient: all lesions of a patient stand in one set (checked for this report); external sets by centre.', '以患者为单位互斥：同一患者的病灶均在同一组（本报告已核查）；外部验证按中心。'), target: 'flow' }),
  registration: (source: ReportSource) => (source.input.definition.study.registration === undefined ? null : { text: source.input.definition.study.registration, target: null }),
  protocol: (source: ReportSource) => ({ text: source.say(`Study definition ${source.analysis.study.code} ${source.analysis.study.version}, protocol ${source.analysis.study.protocolVersion}, in this export (study.json, protocol.json).`, `研究定义 ${source.analysis.study.code} ${source.analysis.study.version}，采集方案 ${source.analysis.study.protocolVersion}，见导出文件 study.json、protocol.json。`), target: null }),
  sharing: (source: ReportSource) => ({ text: source.say(`Data: snapshot ${source.input.snapshot.root.slice(0, 16)}…, verifiable offline. A person states who may have them.`, `数据：快照 ${source.input.snapshot.root.slice(0, 16)}…，可离线验证。共享条件由研究者说明。`), target: null }),
} satisfies Readonly<Record<string, EvidenceMaker>>;
