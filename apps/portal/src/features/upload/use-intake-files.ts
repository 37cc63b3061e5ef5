'use client';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { problemIn } from '../../components/api/call.ts';
import { reportSession } from '../../components/api/query-provider.tsx';
import { useRefreshCase } from '../../components/record/use-refresh-case.ts';
import { verdictOf, type SlotVerdict } from './check-intake.ts';
import { changed, newFile, type IntakeFile } from './intake-files.ts';
import { IntakeWorkerClient } from './intake-worker-client.ts';
import { LARGEST_BYTES } from './limits.ts';
import type { PicturePair } from './prepared-file.ts';
import { sendImage } from './send-image.request.ts';
import { suggestSlots } from './suggest-slots.ts';

export interface Intake {
  readonly files: readonly IntakeFile[];
  readonly verdicts: ReadonlyMap<number, SlotVerdict>;
  readonly add: (files: readonly File[], slot: string | null) => void;
  readonly setSlot: (id: number, slot: string | null) => void;
  readonly setReason: (id: number, reason: string) => void;
  readonly remove: (id: number) => void;
  readonly empty: () => void;
  /** Sends one file; resolves when the API answered, true when it is stored. */
  readonly send: (id: number) => Promise<boolean>;
  readonly show: (file: IntakeFile) => Promise<PicturePair>;
}

/** Proposals follow what is known: they are made anew whenever a file was read, sent, or given a slot by hand. */
function proposalsFor(files: readonly IntakeFile[], board: CaseBoard, study: StudyView): ReadonlyMap<number, string> {
  const settled = (file: IntakeFile): boolean => file.chosen || file.status === 'stored' || file.status === 'sending';
  const taken = new Set(files.flatMap((file) => (settled(file) && file.slot ? [file.slot] : [])));
  const open = files.filter((file) => !settled(file) && file.status !== 'held' && file.status !== 'reading').map(({ id, name, prepared }) => ({ id, name, facts: prepared?.facts ?? null }));
  const places = study.slots.map(({ code, order, imageType }) => ({ code, order, imageType, free: !board.slots.some((held) => held.code === code && held.image !== null) }));
  return suggestSlots(open, places, taken);
}

function useWorker() {
  const held = useRef<IntakeWorkerClient | null>(null);
  useEffect(
    () => () => {
      held.current?.close();
      held.current = null;
    },
    [],
  );
  return useCallback((): IntakeWorkerClient => {
    held.current ??= new IntakeWorkerClient(new Worker(new URL('./intake.worker.ts', import.meta.url), { type: 'module' }));
    return held.current;
  }, []);
}

/** The files that were dropped for one case: read, cleaned and checked here, sent when the person says so. */
export function useIntakeFiles(board: CaseBoard, study: StudyView, key: Uint8Array | null): Intake {
  const [dropped, change] = useReducer(changed, []);
  const nextId = useRef(1);
  const worker = useWorker();
  const refresh = useRefreshCase(board.caseId);

  const add = useCallback(
    (given: readonly File[], slot: string | null) => {
      if (!key) return;
      const added = given.map((file, index) => newFile(nextId.current++, file, index === 0 ? slot : null));
      change({ kind: 'added', files: added });
      for (const entry of added) {
        if (entry.file.size > LARGEST_BYTES) {
          change({ kind: 'held', id: entry.id, refusal: { code: 'too-large', detail: 'The file is larger than the study accepts.' } });
          continue;
        }
        void worker()
          .prepare(entry.file, key, board.subjectCode)
          .then((prepared) => change(prepared.ok ? { kind: 'prepared', id: entry.id, prepared: prepared.value } : { kind: 'held', id: entry.id, refusal: prepared.refusal }));
      }
    },
    [key, worker, board.subjectCode],
  );

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
        const answer = await sendImage({ caseId: board.caseId, slot: entry.slot, sha256, protocolVersion: study.protocolVersion, supersedes: current, reason: current ? entry.reason.trim() : null, clean }, (sentBytes) => change({ kind: 'progress', id, sentBytes }));
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

  return {
    files,
    verdicts,
    add,
    send,
    setSlot: (id, slot) => change({ kind: 'slot', id, slot }),
    setReason: (id, reason) => change({ kind: 'reason', id, reason }),
    remove: (id) => change({ kind: 'removed', id }),
    empty: () => change({ kind: 'emptied' }),
    show: (file) => worker().show(file.file, file.prepared?.clean ?? null),
  };
}
