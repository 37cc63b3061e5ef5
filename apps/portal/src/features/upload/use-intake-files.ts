'use client';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { problemIn } from '../../components/api/call.ts';
import { reportSession } from '../../components/api/query-provider.tsx';
import { useRefreshCase } from '../../components/record/use-refresh-case.ts';
import { useApprovedTemplates } from '../../components/templates/use-templates.ts';
import { verdictOf, type SlotVerdict } from './check-intake.ts';
import { changed, newFile, type IntakeChange, type IntakeFile } from './intake-files.ts';
import { LARGEST_BYTES } from './limits.ts';
import type { CleaningTemplate, Outline, PicturePair, ShownFile, TagRow } from './prepared-file.ts';
import { blanksHold, statementOf, wantedBlanks } from './review-state.ts';
import { sendImage } from './send-image.request.ts';
import { suggestSlots } from './suggest-slots.ts';
import { useWorkerClient } from './use-worker-client.ts';

export interface Intake {
  readonly files: readonly IntakeFile[];
  readonly verdicts: ReadonlyMap<number, SlotVerdict>;
  readonly add: (files: readonly File[], slot: string | null) => void;
  readonly change: (change: IntakeChange) => void;
  /** Sends one file; resolves when the API answered, true when it is stored. */
  readonly send: (id: number) => Promise<boolean>;
  readonly show: (file: IntakeFile, frame: number) => Promise<PicturePair>;
  readonly tags: (file: IntakeFile) => Promise<readonly TagRow[] | null>;
  readonly outline: (file: IntakeFile) => Promise<Outline | null>;
}

/** Proposals follow what is known: they are made anew whenever a file was read, sent, or given a slot by hand. */
function proposalsFor(files: readonly IntakeFile[], board: CaseBoard, study: StudyView): ReadonlyMap<number, string> {
  const settled = (file: IntakeFile): boolean => file.chosen || file.status === 'stored' || file.status === 'sending';
  const taken = new Set(files.flatMap((file) => (settled(file) && file.slot && file.verdict !== 'rejected' ? [file.slot] : [])));
  const open = files.filter((file) => !settled(file) && file.status !== 'held' && file.verdict !== 'rejected' && file.prepared !== null).map(({ id, name, prepared }) => ({ id, name, facts: prepared?.facts ?? null }));
  const places = study.slots.map(({ code, order, imageType }) => ({ code, order, imageType, free: !board.slots.some((held) => held.code === code && held.image !== null) }));
  return suggestSlots(open, places, taken);
}

const shownFile = (file: IntakeFile): ShownFile => ({ file: file.file, fileKey: `file ${file.id}`, clean: file.prepared?.clean ?? null, cleanKey: file.prepared?.sha256 ?? null });

/** Holds that a mask template lifts: the file does not say, or says wrongly, where its picture lies. */
export const HELD_FOR_TEMPLATE: ReadonlySet<string> = new Set(['no-trusted-region', 'region-covers-image']);

/** Prepares what was dropped, and again what a person changed: boxes to blank, or a template that was signed meanwhile. */
function usePreparation(files: readonly IntakeFile[], change: (change: IntakeChange) => void, key: Uint8Array | null, subjectCode: string, worker: ReturnType<typeof useWorkerClient>) {
  const { data: templates } = useApprovedTemplates();
  const begun = useRef(new Map<number, string>());
  useEffect(() => {
    if (!key || !templates) return;
    const known: readonly CleaningTemplate[] = templates;
    const order = JSON.stringify(known.map(({ id, version }) => [id, version]));
    for (const file of files) {
      const first = file.status === 'reading' && !file.prepared;
      const redrawn = file.prepared !== null && (file.status === 'clean' || file.status === 'refused') && !blanksHold(file);
      const lifted = file.status === 'held' && HELD_FOR_TEMPLATE.has(file.refusal?.code ?? '');
      if (!first && !redrawn && !lifted) continue;
      const blank = wantedBlanks(file);
      const wish = JSON.stringify([blank, lifted ? order : '']);
      if (begun.current.get(file.id) === wish || (lifted && known.length === 0)) continue;
      begun.current.set(file.id, wish);
      if (!first) change({ kind: 'again', id: file.id });
      void worker()
        .prepare({ file: file.file, key, subjectCode, templates: known, blank, search: file.search === null }, (step) => change({ kind: 'step', id: file.id, step }))
        .then((made) => change(made.ok ? { kind: 'prepared', id: file.id, ...made.value } : { kind: 'held', id: file.id, refusal: made.refusal }));
    }
  }, [files, templates, key, subjectCode, worker, change]);
}

/** The files that were dropped for one case: read, cleaned, searched and checked here, sent when a person approved them. */
export function useIntakeFiles(board: CaseBoard, study: StudyView, key: Uint8Array | null): Intake {
  const [dropped, change] = useReducer(changed, []);
  const nextId = useRef(1);
  const worker = useWorkerClient();
  const refresh = useRefreshCase(board.caseId);
  usePreparation(dropped, change, key, board.subjectCode, worker);

  const add = useCallback((given: readonly File[], slot: string | null) => {
    const added = given.map((file, index) => newFile(nextId.current++, file, index === 0 ? slot : null));
    change({ kind: 'added', files: added });
    for (const { id, file } of added) if (file.size > LARGEST_BYTES) change({ kind: 'held', id, refusal: { code: 'too-large', detail: 'The file is larger than this browser cleans.' } });
  }, []);

  const proposals = useMemo(() => proposalsFor(dropped, board, study), [dropped, board, study]);
  const files = useMemo(() => changed(dropped, { kind: 'proposed', slots: proposals }), [dropped, proposals]);
  const verdicts = useMemo(() => new Map(files.flatMap((file) => { const verdict = verdictOf(file, files, board, study); return verdict ? [[file.id, verdict] as const] : []; })), [files, board, study]);

  const send = useCallback(
    async (id: number): Promise<boolean> => {
      const entry = files.find((file) => file.id === id);
      if (!entry?.prepared || !entry.slot) return false;
      const current = verdicts.get(id)?.current ?? null;
      change({ kind: 'sending', id, slot: entry.slot });
      try {
        const { clean, sha256 } = entry.prepared;
        const answer = await sendImage({ caseId: board.caseId, slot: entry.slot, sha256, protocolVersion: study.protocolVersion, supersedes: current, reason: current ? entry.reason.trim() : null, approval: statementOf(entry), clean }, (sentBytes) => change({ kind: 'progress', id, sentBytes }));
        change({ kind: 'stored', id, answer });
        return true;
      } catch (error) {
        reportSession(error);
        change({ kind: 'refused', id, refusal: problemIn(error) });
        return false;
      } finally {
        refresh();
      }
    },
    [files, verdicts, board.caseId, study.protocolVersion, refresh],
  );

  const show = useCallback((file: IntakeFile, frame: number) => worker().show(shownFile(file), frame), [worker]);
  const tags = useCallback((file: IntakeFile) => worker().tags(shownFile(file), file.prepared?.actions ?? []), [worker]);
  const outline = useCallback((file: IntakeFile) => worker().outline(file.file), [worker]);
  return { files, verdicts, add, change, send, show, tags, outline };
}
