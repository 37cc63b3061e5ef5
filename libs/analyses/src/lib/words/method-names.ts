/** Methods of libs/statistics as people call them, by the name that results carry. */
export const METHOD_NAMES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  'auc-delong': ['AUC with DeLong variance', 'AUC（DeLong 方差）'],
  'auc-clustered': ['AUC with clustered variance', 'AUC（聚类方差）'],
  'delong-paired': ['DeLong test, paired', 'DeLong 检验（配对）'],
  'delong-unpaired': ['DeLong test, unpaired', 'DeLong 检验（非配对）'],
  'delong-contrast': ['DeLong contrast test', 'DeLong 对比检验'],
  'roc-curve': ['empirical ROC curve', '经验 ROC 曲线'],
  'cut-off': ['Youden index', 'Youden 指数'],
  wilson: ['Wilson interval', 'Wilson 区间'],
  proportion: ['proportion', '比例'],
  calibration: ['logistic calibration', 'logistic 校准'],
  wald: ['Wald test', 'Wald 检验'],
  'inverse-variance': ['inverse-variance chi-squared test', '逆方差加权卡方检验'],
  'reweighted-predictive-values': ['predictive values at a stated prevalence', '按给定患病率换算的预测值'],
  describe: ['median and quartiles (type 7)', '中位数与四分位数（7 型）'],
  kruskal: ['Kruskal–Wallis test', 'Kruskal–Wallis 检验'],
  'classification at the cut-off': ['classification at the cut-off', '按截断值判定'],
  'logistic-maximum-likelihood': ['logistic regression, maximum likelihood', 'logistic 回归（最大似然）'],
  'logistic-firth': ['logistic regression, Firth\'s penalised likelihood', 'logistic 回归（Firth 惩罚似然）'],
  'likelihood-ratio': ['likelihood-ratio test', '似然比检验'],
  'mann-whitney': ['Wilcoxon rank-sum test', 'Wilcoxon 秩和检验'],
  'chi-square': ['chi-squared test', '卡方检验'],
  fisher: ['Fisher\'s exact test', 'Fisher 精确检验'],
  'welch-t': ['Welch\'s t test', 'Welch t 检验'],
  'hosmer-lemeshow': ['Hosmer–Lemeshow test', 'Hosmer–Lemeshow 检验'],
  spiegelhalter: ['Spiegelhalter\'s z', 'Spiegelhalter z'],
  brier: ['Brier score', 'Brier 分数'],
  'decision-curve': ['decision curve', '决策曲线'],
  nomogram: ['nomogram', '列线图'],
  youden: ['Youden index', 'Youden 指数'],
  delong: ['DeLong', 'DeLong'],
  obuchowski: ['Obuchowski, clustered', 'Obuchowski（聚类）'],
  'penalised-profile': ['penalised profile likelihood', '惩罚剖面似然'],
  'bootstrap-by-patient': ['bootstrap by patient', '以患者为单位的自助法'],
};

/** The method's name for people; an unknown one keeps its own name, so nothing is hidden. */
export function methodName(method: string, language: 'zh' | 'en'): string {
  const names = Object.hasOwn(METHOD_NAMES, method) ? METHOD_NAMES[method] : undefined;
  return names ? names[language === 'zh' ? 1 : 0] : method.replaceAll('-', ' ');
}
