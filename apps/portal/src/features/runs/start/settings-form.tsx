'use client';
import { Accordion, NumberInput, Radio, SegmentedControl, Select, SimpleGrid, Stack, Switch } from '@mantine/core';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { startWords } from './start.words.ts';
import { FIGURES, PRESETS, presetOf, type FigureName, type TrainingDraft } from './training-wish.ts';

const MODELS = [['L', 'modelL'], ['LB', 'modelLB'], ['LBC', 'modelLBC']] as const;
const ENGINES = ['auto', 'tfjs-node', 'wasm-blas', 'wasm'] as const;
const PRESET_NAMES = ['quick', 'standard', 'paper'] as const;

interface SettingsFormProps {
  readonly snapshots: readonly { readonly value: string; readonly label: string }[];
  readonly snapshotId: string | null;
  readonly onSnapshot: (id: string | null) => void;
  readonly draft: TrainingDraft;
  readonly wrong: readonly FigureName[];
  readonly onDraft: (draft: TrainingDraft) => void;
  readonly folds: number | null;
  readonly usualFolds: number;
  readonly onFolds: (folds: number | null) => void;
}

/** What to train, how large, and behind a fold the settings that few change. */
export function SettingsForm(props: SettingsFormProps) {
  const t = useWords(startWords);
  const { draft, wrong, onDraft, folds, usualFolds, onFolds } = props;
  const field = (name: FigureName, hint?: string) => <FigureInput key={name} name={name} draft={draft} wrong={wrong.includes(name)} onDraft={onDraft} hint={hint} />;
  return (
    <PanelBox title={t('what')}>
      <Stack gap="md">
        <Select label={t('snapshot')} placeholder={t('chooseSnapshot')} searchable data={[...props.snapshots]} value={props.snapshotId} onChange={props.onSnapshot} />
        <Radio.Group label={t('model')} value={draft.model} onChange={(next) => onDraft({ ...draft, model: MODELS.find(([model]) => model === next)?.[0] ?? 'L' })}>
          <Stack gap={4} mt={4}>{MODELS.map(([model, key]) => <Radio key={model} size="xs" value={model} label={t(key)} />)}</Stack>
        </Radio.Group>
        <SimpleGrid cols={2} spacing="md">
          <Radio.Group label={t('how')} value={folds === null ? 'single' : 'folds'} onChange={(next) => onFolds(next === 'folds' ? usualFolds : null)}>
            <Stack gap={4} mt={4}><Radio size="xs" value="single" label={t('single')} /><Radio size="xs" value="folds" label={t('folds')} /></Stack>
          </Radio.Group>
          {folds === null ? <span /> : <NumberInput size="sm" label={t('foldsOf')} min={2} max={20} clampBehavior="strict" allowDecimal={false} value={folds} onChange={(next) => { if (Number(next) >= 2) onFolds(Number(next)); }} />}
        </SimpleGrid>
        <SizeChoice draft={draft} onDraft={onDraft} />
        <SimpleGrid cols={3} spacing="md">{field('width', t('widthHint'))}{field('imageSize', t('imageSizeHint'))}{field('epochs', t('epochsHint'))}</SimpleGrid>
        <SimpleGrid cols={2} spacing="md">
          {field('seed', t('seedHint'))}
          <Select label={t('engine')} description={t('engineHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} allowDeselect={false} data={ENGINES.map((value) => ({ value, label: value === 'auto' ? t('engineAuto') : value }))} value={draft.engine} onChange={(next) => onDraft({ ...draft, engine: ENGINES.find((engine) => engine === next) ?? 'auto' })} />
        </SimpleGrid>
        <Advanced draft={draft} wrong={wrong} onDraft={onDraft} />
      </Stack>
    </PanelBox>
  );
}

function SizeChoice({ draft, onDraft }: Pick<SettingsFormProps, 'draft' | 'onDraft'>) {
  const t = useWords(startWords);
  const preset = presetOf(draft);
  const choose = (next: string) => {
    const name = PRESET_NAMES.find((each) => each === next);
    if (name) onDraft({ ...draft, ...PRESETS[name] });
  };
  return <SegmentedControl size="xs" aria-label={t('size')} value={preset ?? 'own'} onChange={choose} data={[...PRESET_NAMES.map((value) => ({ value, label: t(value) })), { value: 'own', label: t('own'), disabled: preset !== null }]} />;
}

function Advanced({ draft, wrong, onDraft }: Pick<SettingsFormProps, 'draft' | 'wrong' | 'onDraft'>) {
  const t = useWords(startWords);
  const field = (name: FigureName) => <FigureInput key={name} name={name} draft={draft} wrong={wrong.includes(name)} onDraft={onDraft} />;
  return (
    <Accordion variant="contained" chevronPosition="left" transitionDuration={120}>
      <Accordion.Item value="advanced">
        <Accordion.Control fz="sm">{t('advanced')}</Accordion.Control>
        <Accordion.Panel>
          <SimpleGrid cols={2} spacing="md">
            {field('batchSize')}{field('accumulate')}{field('learningRate')}
            <Select label={t('optimiser')} allowDeselect={false} data={['adam', 'sgd']} value={draft.optimiser} onChange={(next) => onDraft({ ...draft, optimiser: next === 'sgd' ? 'sgd' : 'adam' })} />
            {field('patience')}{field('minutes')}
          </SimpleGrid>
          <Switch mt="md" size="sm" label={t('augment')} checked={draft.augment} onChange={(event) => onDraft({ ...draft, augment: event.currentTarget.checked })} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

interface FigureInputProps extends Pick<SettingsFormProps, 'draft' | 'onDraft'> {
  readonly name: FigureName;
  readonly wrong: boolean;
  readonly hint?: string | undefined;
}

function FigureInput({ name, draft, wrong, onDraft, hint }: FigureInputProps) {
  const t = useWords(startWords);
  const { min, max, whole } = FIGURES[name];
  return (
    <NumberInput
      size="sm" label={t(name)} description={hint} inputWrapperOrder={['label', 'input', 'description', 'error']} allowDecimal={!whole} clampBehavior="none" step={whole ? 1 : 0.001} decimalScale={whole ? 0 : 6}
      value={draft[name]} error={wrong ? t('wrong', { min, max }) : undefined} onChange={(next) => onDraft({ ...draft, [name]: next })}
    />
  );
}
