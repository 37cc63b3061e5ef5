import type { ModelMetrics } from './model-metrics.ts';
import type { RunRecord } from './run-record.ts';
import type { SetMetrics } from './set-metrics.ts';

const SET_TITLES = { training: 'Training', internal_validation: 'Internal validation', external_validation: 'External validation' } as const;
const REASONS: Readonly<Record<string, string>> = {
  'outcomes-sealed': 'sealed until the digest of this model is registered',
  'empty-set': 'no lesions in this set',
  'one-class': 'one class only: not estimable',
};

const ARCHITECTURES = { L: 'ResNet-18', LB: 'two ResNet-18 with weights of their own (lesion and liver background), their features joined,', LBC: 'Model-LB (two ResNet-18, features joined) and a logistic regression on its lesion score and clinical and ultrasonic factors (`lbc.json`),' } as const;
const LESION_SCORE = "the score of malignancy of a focal liver lesion, the mean over the lesion's pictures";
const OUTPUTS = { L: LESION_SCORE, LB: LESION_SCORE, LBC: 'the risk of malignancy of a focal liver lesion' } as const;

const startOf = ({ initialWeights: { source, sha256, file, taken } }: RunRecord): string =>
  source === 'he-initialisation' ? `He initialisation, SHA-256 \`${sha256}\`` : `weights file, SHA-256 \`${file ?? ''}\`, ${taken} tensors taken; all weights at the start: SHA-256 \`${sha256}\``;

const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(3));

function row({ set, lesions, malignant, auc, lower, upper, sensitivity, specificity, refusal }: SetMetrics): string {
  if (refusal !== null) return `| ${SET_TITLES[set]} | ${lesions} | - | ${REASONS[refusal] ?? refusal} | - | - |`;
  return `| ${SET_TITLES[set]} | ${lesions} | ${malignant} | ${figure(auc)} (${lower === null ? 'interval not estimable' : `${figure(lower)} to ${figure(upper)}`}) | ${figure(sensitivity?.value ?? null)} | ${figure(specificity?.value ?? null)} |`;
}

/** `MODEL_CARD.md`: what the model is, what it was made from and what it must not be used for. */
export function modelCard(run: RunRecord, metrics: ModelMetrics): string {
  const { config, engine } = run;
  return `# Model card

**Model-${config.model}**: ${ARCHITECTURES[config.model]} of width ${config.width} at ${config.imageSize} x ${config.imageSize} pixels (${run.parameters} parameters), head of dropout, batch norm and one
fully connected unit. Output: ${OUTPUTS[config.model]}.

**Research only.** Not a medical device; not for the diagnosis of any patient.

| | |
| --- | --- |
| Run | ${run.runId} |
| Snapshot root | \`${run.snapshotRoot}\` |
| Split (SHA-256) | \`${run.splitDigest}\` |
| Protocol version; slots used | ${run.protocolVersion}; ${[...run.lesionSlots, ...run.backgroundSlots].join(', ')} |
| Part of the picture | ${run.region} |
| Engine | ${engine.name} (${Object.entries(engine.versions).map(([name, version]) => `${name} ${version}`).join(', ')}), ${engine.threads} thread${engine.threads === 1 ? '' : 's'} |
| Seed | ${config.seed} |${config.fold === null ? '' : `\n| Fold | ${config.fold.index + 1} of ${config.fold.of}, patients whole: "internal" is this fold |`}
| Start | ${startOf(run)} |
| Trained on | ${run.images} pictures of ${run.lesions} lesions; ${run.epochsRun} epochs, the weights of epoch ${run.bestEpoch} kept |
| Speed | ${run.imagesPerSecond.toFixed(1)} pictures a second, ${run.wallSeconds.toFixed(0)} s in all |

Unit: lesion. AUC with DeLong 95 % interval. Cut-off: ${metrics.cutOff.threshold === null ? 'none' : metrics.cutOff.threshold.toFixed(4)} (Youden, training set), applied unchanged to the other sets.
The weights kept are those of the best internal AUC, so the internal figures are optimistic.

| Set | Lesions | Malignant | AUC | Sensitivity | Specificity |
| --- | --- | --- | --- | --- | --- |
${metrics.sets.map(row).join('\n')}

The interval that \`echocohort predict\` shows beside a score comes from \`calibration.json\` (internal set). \`run.json\` lists every lesion that
the weights were fitted to. \`model.onnx\` takes pictures cut and normalised as \`run.json\` says.
`;
}
