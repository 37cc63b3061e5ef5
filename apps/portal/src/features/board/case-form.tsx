'use client';
import type { FormDefinitionView, FormView, ItemView } from '@echocohort/contracts';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { problemIn } from '../../components/api/call.ts';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useDraft } from '../../components/session/use-draft.ts';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { FormItem } from './form-item.tsx';
import { formWords } from './form.words.ts';
import { answerText, differs, entryFault, formDraft, isStored, NOTHING, valueOf, type FormDraft, type ItemDraft } from './item-draft.ts';
import { useSaveForm, type FormChanges } from './save-form.request.ts';

const EMPTY: FormDraft = {};
const parseDraft = (stored: unknown): FormDraft | null => formDraft.safeParse(stored).data ?? null;

interface CaseFormProps {
  readonly caseId: string;
  readonly centre: string;
  readonly subjectCode: string;
  readonly definition: FormDefinitionView;
  readonly stored: FormView;
  readonly focus: string | null;
}

/** A form drawn from its definition. Only changed items are sent; what is typed is kept until it is stored. */
export function CaseForm({ caseId, centre, subjectCode, definition, stored, focus }: CaseFormProps) {
  const t = useWords(formWords);
  const { may } = useMe();
  const toast = useToast();
  const [draft, setDraft, clear] = useDraft<FormDraft>(`form:${caseId}:${definition.code}`, EMPTY, parseDraft);
  const save = useSaveForm(caseId, definition.code);
  const editable = may('form.write') && !stored.locked;
  const storedOf = (item: ItemView) => stored.values[item.code] ?? NOTHING;
  const draftOf = (item: ItemView): ItemDraft => draft[item.code] ?? { text: answerText(storedOf(item).value), missing: storedOf(item).missingReason, reason: '' };
  const changed = definition.items.filter((item) => differs(draftOf(item), storedOf(item)));
  const faulty = changed.filter((item) => entryFault(item, draftOf(item).text) !== null || (isStored(storedOf(item)) && draftOf(item).reason.trim().length < 3));
  const send = () => {
    const changes: FormChanges = Object.fromEntries(
      changed.map((item) => {
        const entry = draftOf(item);
        return [item.code, { value: valueOf(item, entry.text), missingReason: entry.missing, reasonForChange: isStored(storedOf(item)) ? entry.reason.trim() : undefined }];
      }),
    );
    save.mutate({ changes, version: stored.version }, { onSuccess: () => { clear(); toast(t('saved')); } });
  };
  const conflict = save.error !== null && problemIn(save.error).status === 412;
  return (
    <div>
      {editable ? null : <Text size="sm" c="dimmed" mb="sm">{stored.locked ? t('lockedForm') : t('readOnly')}</Text>}
      {definition.items.map((item) => (
        <FormItem key={item.code} item={item} centre={centre} subjectCode={subjectCode} stored={storedOf(item)} draft={draftOf(item)} editable={editable} focused={focus === item.code}
          finding={isStored(storedOf(item)) ? (stored.findings.find((found) => found.item === item.code)?.sentence ?? null) : null}
          onChange={(next) => setDraft({ ...draft, [item.code]: next })} />
      ))}
      {editable ? (
        <div className={styles.foot}>
          {conflict ? <Alert color="yellow" p="sm">{t('conflict')}</Alert> : save.error ? <ProblemNote error={save.error} /> : null}
          <SaveLine changed={changed.length} faulty={faulty.length} busy={save.isPending} onSave={send} onDiscard={clear} />
        </div>
      ) : null}
    </div>
  );
}

interface SaveLineProps {
  readonly changed: number;
  readonly faulty: number;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Says what saving would do, or why it cannot be done yet. */
function SaveLine({ changed, faulty, busy, onSave, onDiscard }: SaveLineProps) {
  const t = useWords(formWords);
  if (changed === 0) return <Text size="sm" c="dimmed">{t('allSaved')}</Text>;
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Button disabled={faulty > 0} loading={busy} onClick={onSave}>{t('saveN', { n: changed })}</Button>
        <Button variant="subtle" color="gray" onClick={onDiscard}>{t('discard')}</Button>
      </Group>
      <Text size="xs" c={faulty > 0 ? 'var(--ec-needs-you)' : 'dimmed'}>{faulty > 0 ? t('fixFirst', { n: faulty }) : t('kept')}</Text>
    </Stack>
  );
}
