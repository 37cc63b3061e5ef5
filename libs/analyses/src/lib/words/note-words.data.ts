import type { LocalText } from '@echocohort/kernel';

/**
 * What a warning says, by its code. Results carry it as `code: sentence` in English; facts of the sentence are taken over into the
 * Chinese one by `facts`, whose groups stand at $1, $2. A code that results carry without a sentence has its English words here.
 */
export interface NoteWords {
  readonly zh: string;
  readonly en?: string;
  readonly facts?: RegExp;
}

export const NOTE_WORDS: Readonly<Record<string, NoteWords>> = {
  'penalised-fit': { zh: '此处不存在最大似然估计（数据分离），系数、区间与检验来自 Firth 惩罚似然。' },
  'outside-range': { zh: '输入值超出训练集范围（$1 至 $2）。', facts: /the (-?[\d.e-]+) to (-?[\d.e-]+) of/ },
  'lesions-of-one-patient': { zh: '部分患者有多个病灶，检验将其视为独立。' },
  'outside-window': { zh: '$1 个病灶的取材早于检查或超过规定天数。', facts: /^(\d+) lesions/ },
  'no-cut-off': { zh: '模型 $1 没有截断值，因此无法列出其误判。', facts: /model (\S+) has/ },
  'score-fixed': { zh: '各折仅重新拟合 logistic 部分，图像评分来自同一网络，因此该网络见过部分留出病灶。' },
  'folds-share-training': { zh: '各折共用训练数据，p 值不独立，仅作描述。' },
  'no-smooth-curve': { zh: '无法绘制平滑曲线。' },
  'smooth-by-lowess': { zh: '该组病灶过多，无法逐点计算 loess；曲线及其偏差采用 LOWESS，无区间带。' },
  'depends-on-grouping': { zh: '结果依赖分组方式；p > 0.05 不能证明校准良好。' },
  'by-construction': { zh: '在 logistic 模型的拟合数据中，斜率 1 与截距 0 由构造决定，不是结果。' },
  'no-logit': { zh: '$1 个恰为 0 或 1 的概率未计入斜率与截距。', facts: /^(\d+) prob/ },
  'score-as-probability': { zh: '网络评分直接作为概率使用。' },
  'late-value': { zh: '$1 名患者的 $2 测于规定时间窗之外，按缺失处理。', facts: /in (\d+) patients (\S+)/ },
  'events-per-variable': { zh: '每个系数仅 $1 个事件；低于 $2 时估计不稳定。', facts: /^([\d.]+) events for each coefficient; below (\d+)/ },
  aliased: { zh: '$1 可由其他项算出，已剔除。', facts: /^(.+) can be computed/ },
  screened: { zh: '按 p 值选出的系数平均偏大（TRIPOD+AI 不推荐），应并列全变量模型。' },
  'monte-carlo': { zh: '表格过大无法穷举；p 来自 $1 张随机表（种子“$2”）。', facts: /from (\d+) tables drawn with the seed "(.*)"/ },
  'groups-merged': { zh: '因并列值只剩 $1 组（共 $2 组）。', facts: /leave (\d+) of (\d+)/ },
  'small-expected': { zh: '有期望数低于 5，卡方近似较粗略。' },
  'small-expected-counts': { zh: '有期望数低于 5，卡方近似较粗略。', en: 'an expected count is below 5, so the chi-square distribution is rough' },
  'empty-level': { zh: '有一个水平无人。', en: 'a level has nobody' },
  'no-variance': { zh: '面积没有方差，因此不给出区间。', en: 'the area has no variance, so there is no interval' },
  'no-variance-perfect-separation': { zh: '两类完全分开，面积没有方差，区间无意义，故不给出。', en: 'the classes do not overlap, so the area has no variance and an interval would say nothing' },
  'no-variance-all-tied': { zh: '所有评分相同，面积没有方差，区间无意义，故不给出。', en: 'all scores are equal, so the area has no variance and an interval would say nothing' },
  'no-variance-one-observation-in-a-class': { zh: '某一类只有一个病灶，没有方差，故不给出区间。', en: 'one class has a single lesion, so there is no variance and no interval' },
  'interval-is-a-point': { zh: '所有重抽样给出同一值，区间退化为一点。', en: 'every draw gave the same value, so the interval is a point' },
  'many-draws-not-estimable': { zh: '超过二十分之一的重抽样无法估计。', en: 'in more than one draw of twenty the number did not exist' },
  'tied-optimum': { zh: '有多个同样好的截断值，取灵敏度最高者。', en: 'several cut-offs are equally good; the most sensitive was taken' },
  'score-carries-no-information': { zh: '没有优于“一律判为同类”的截断值。', en: 'no cut-off is better than calling everybody alike' },
  'exact-impossible-with-ties': { zh: '有并列值，改用正态近似。', en: 'ties rule out the exact test; the normal approximation is used' },
  'exact-impossible-with-ties-or-zeros': { zh: '有并列值或零差值，改用正态近似。', en: 'ties or zeros rule out the exact test; the normal approximation is used' },
  'all-tied': { zh: '所有值相同，无法检验。', en: 'all values are equal, so there is nothing to test' },
  'level-not-achievable': { zh: '样本过小，达不到所需区间水平。', en: 'the sample is too small for this level of the interval' },
  'identical-classifications': { zh: '两种判定完全一致。', en: 'the two classifications are identical' },
  'few-discordant-pairs': { zh: '不一致对少于 25，宜看精确检验。', en: 'fewer than 25 discordant pairs: read the exact test' },
};

/** Why a number is missing, by its code; the English sentence travels with the refusal. */
export const REFUSAL_WORDS: Readonly<Record<string, LocalText['zh']>> = {
  'all-tied': '所有值相同，无法检验。', 'arguments-wrong': '函数的参数不合要求。', 'boxes-overlap': '同一病灶出现在流程图的两处。', 'bundle-differs': '模型包的文件与其清单不符。', 'category-unknown': '有评分不在给定类别中。', 'cluster-missing': '有病灶缺少所属患者。',
  'code-duplicated': '某一编号重复出现。', 'code-missing': '有记录缺少编号。', 'column-unknown': '表中没有该列。', 'counts-invalid': '计数须为非负整数。', 'data-constant': '数值（几乎）没有变化，无法检验。', 'empty-group': '有一组没有数据。', 'empty-set': '该组没有可用的病灶。', 'empty-stratum': '该组该层没有同时具备结局与评分的病灶。',
  'exclusion-unreadable': 'exclusions.tsv 有一行缺少病灶、患者或框。', 'expected-zero': '有一组的概率全为 0 或 1，期望数为零。', 'expression-unreadable': '表达式无法读懂。', 'formula-unreadable': '公式无法读懂。', 'function-unknown': '表达式中没有该函数。', 'interaction-not-drawable': '交互项没有自己的轴，无法绘制列线图。', 'lengths-differ': '各列长度不一致。', 'level-unknown': '模型未见过该水平。',
  'model-code': '每个模型须有唯一代码。', 'no-candidates': '研究定义没有候选因素。', 'no-cut-off': '训练集没有给出该模型的截断值。', 'no-degrees-of-freedom': '因并列值只剩两组，没有 p 值。', 'no-denominator': '该比例的分母为零。', 'no-lesions': '划分中没有病灶。', 'no-model': '没有给出模型预测，因此无此结果。', 'no-rows': '没有各变量均齐全的病灶。', 'no-strata': '研究定义没有分层变量。',
  'no-intercept': '该风险以截距作剖面计算，而此模型没有截距。', 'no-variance': '没有方差，无法比较。', 'not-a-probability': '有预测值不在 0 到 1 之间。', 'not-converged': '拟合未收敛。', 'not-estimable': '这些数据无法给出该数值。', 'not-factorial': '并非每位阅片者都以每种方式判读了每个病例。', 'not-nested': '两个模型不是嵌套关系。', 'not-separated': '模型没有分离。', 'nothing-to-draw': '没有变量改变风险，无法绘制。', 'one-category': '只有一个类别。', 'one-class': '只有一类结局，无法估计。', 'one-level': '所有人水平相同，无从比较。',
  'operator-unknown': '表达式中没有该运算符。', 'options-invalid': '分析选项无效。', 'outcome-not-binary': '结局不是二分类。', 'outcomes-sealed': '该组结局在登记模型之前密封。', 'patient-in-two-sets': '有患者的病灶分在两个组；请按患者整体重新锁定队列。', 'prediction-duplicated': '模型预测中有病灶重复。', 'prediction-set-differs': '模型预测中病灶所属组或患者与快照不符。', 'prediction-unknown-lesion': '模型预测中有快照之外的病灶。',
  'prevalence-invalid': '患病率须在 0 与 1 之间。', 'prevalence-outside': '患病率须在 0 与 1 之间。', 'range-invalid': '特异度范围无效。', 'records-differ': '记录与该模型拟合时所用的不符。', 'rank-deficient': '参数多于病灶或项之间线性相关。', 'ratings-uneven': '各对象的评分人数不同。', 'rows-differ': '两个模型使用的病灶不同。', 'score-carries-no-information': '没有优于“一律判为同类”的截断值。', 'score-constant': '所有评分相同。', 'score-not-finite': '有评分不是有限数。',
  separation: '结局在部分病灶中被完全预测，最大似然估计不存在；可用 Firth 惩罚似然。', 'size-unsuitable': '样本量不适合该检验。', 'split-unreadable': 'splits.tsv 有一行缺少病灶、患者或组。', 'table-empty': '表格为空。', 'table-invalid': '表格须为非负整数。', 'tables-disagree': '快照的各表互相矛盾。', 'text-in-arithmetic': '算式中出现文字。', 'threshold-outside': '阈值须不小于 0 且小于 1。', 'too-few-clusters': '患者太少，至少需要两名。',
  'too-few-groups': '至少需要两组。', 'too-few-knots': '样条至少需要三个不同的节点。', 'too-few-readings': '判读太少。', 'too-few-scores': '模型太少，无从比较。', 'too-few-values': '不同的取值太少。', 'too-large-for-exact': '表格过大，无法精确计算。', 'too-many-for-exact': '数值过多，无法精确计算。', 'too-many-rows': '行数超过一次可处理的上限。', 'value-missing': '尚有项目未填写。', 'value-impossible': '输入值超出可能的范围。', 'value-not-a-number': '该项须为数字。', 'value-not-finite': '有取值为无穷大。',
  'variable-not-drawable': '该变量依赖多列，没有自己的轴。', 'variable-unknown': '模型没有该变量。', 'weight-not-allowed': '权重须为有限的非负数。',
  // What can end the making of an analysis before or beside the numbers: bundles, storage, snapshot.
  'analysis-failed': '分析遇到意外故障；原因记录在工作进程的日志中，请联系管理员。', 'bundle-unreadable': '模型包无法读取：缺少 run.json 或预测文件。', 'bundle-other-snapshot': '模型包由另一快照训练，其评分不属于这些数据集。', 'bundle-file-missing': '模型包缺少所需文件。', 'bundle-twice': '同一模型给了两次。', 'bundle-fold-alone': '给出了某一折，但没有该模型本身。', 'bundle-fold-twice': '同一折给了两次。',
  'predictions-unreadable': '模型包的预测文件无法读取。', 'content-differs': '存储中的文件与登记的摘要不符；请从备份恢复。', 'object-not-found': '存储中没有登记的文件；请从备份恢复。', 'storage-full': '存储空间已满，未保存任何内容；请腾出空间后重试。', 'storage-unavailable': '存储没有响应，未保存任何内容；请稍后重试。', 'range-not-satisfiable': '所请求的范围超出文件大小。',
  'table-missing': '快照缺少所需的表。', 'opening-unreadable': '外部结局的开启记录无法读取。', 'outcomes-unreadable': '开启的外部结局无法读取。', 'manifest-unreadable': '快照清单无法读取。', 'manifest-root-differs': '快照清单的根与登记的不符。', 'manifest-leaves-differ': '快照清单列出的文件与其摘要不符。', 'manifest-path-twice': '快照清单中同一路径出现两次。', 'missing-values': '有缺失值，无法计算。', 'manifest-signature-other-root': '快照的签名属于另一个根。', 'report-part-unknown': '没有这一部分。',
};
