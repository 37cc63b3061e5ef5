'use client';
import type { OpinionModel } from '@echocohort/contracts';
import { NativeSelect, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { Digest } from '../../components/data/digest.tsx';
import { intervalText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { opinionWords } from './opinion.words.ts';

const nameOf = ({ model, width, imageSize, digest }: OpinionModel): string => `Model-${model} · ${width} · ${imageSize}² · ${digest.slice(0, 8)}`;
type Proportion = NonNullable<OpinionModel['internal']>['sensitivity'];

/** Which model is asked, and how good it was on lesions that it had not learned from. */
export function ModelBox({ models, chosen, onModel }: { readonly models: readonly OpinionModel[]; readonly chosen: OpinionModel; readonly onModel: (runId: string) => void }) {
  const t = useWords(opinionWords);
  const { may } = useMe();
  const { internal } = chosen;
  const rate = (found: Proportion): string => (found === null ? t('unknown') : intervalText(found.value, found.lower, found.upper));
  return (
    <PanelBox title={t('model')}>
      <Stack gap={6}>
        <NativeSelect size="xs" aria-label={t('model')} value={chosen.runId} onChange={(event) => onModel(event.currentTarget.value)} data={models.map((model) => ({ value: model.runId, label: nameOf(model) }))} />
        <Text size="xs" c="dimmed">{t('registered')}<Moment at={chosen.registeredAt} />{may('run.read') ? <> · <Link href={`/runs/${chosen.runId}`}>{t('toRun')}</Link></> : null}</Text>
        <Text size="xs" c="dimmed"><Digest value={chosen.digest} /></Text>
        {internal === null ? <Text size="xs">{t('noInternal')}</Text> : (
          <Text size="xs">
            {t('internal', { n: internal.lesions, m: internal.malignant })}: AUC {intervalText(internal.auc, internal.lower, internal.upper)}; {t('atCutOff', { sensitivity: rate(internal.sensitivity), specificity: rate(internal.specificity) })}
          </Text>
        )}
      </Stack>
    </PanelBox>
  );
}
