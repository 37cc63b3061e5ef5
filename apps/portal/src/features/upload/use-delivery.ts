'use client';
import type { StudyView } from '@echocohort/contracts';
import { useEffect, useRef, useState } from 'react';
import { paceOf, type Pace } from './pace.ts';
import type { Intake } from './use-intake-files.ts';

export interface Delivery {
  readonly running: boolean;
  readonly pausing: boolean;
  readonly paused: boolean;
  readonly sendable: number;
  readonly pace: Pace;
  readonly run: () => Promise<void>;
  readonly pause: () => void;
}

const TICK_MS = 500;

/** Sends what can be sent, one file after the other in protocol order; a pause takes hold between two files. */
export function useDelivery(intake: Intake, study: StudyView): Delivery {
  const [running, setRunning] = useState(false);
  const [pausing, setPausing] = useState(false);
  const [paused, setPaused] = useState(false);
  const [beganAt, setBeganAt] = useState<number | null>(null);
  const [now, setNow] = useState(0);
  const stop = useRef(false);
  const latest = useRef(intake);
  useEffect(() => {
    latest.current = intake;
  });
  useEffect(() => {
    if (!running) return undefined;
    const tick = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(tick);
  }, [running]);
  const order = new Map(study.slots.map((slot) => [slot.code, slot.order]));
  const sendable = intake.files.filter((file) => intake.verdicts.get(file.id)?.sendable).sort((a, b) => (order.get(a.slot ?? '') ?? 0) - (order.get(b.slot ?? '') ?? 0));
  const run = async () => {
    stop.current = false;
    setPaused(false);
    setRunning(true);
    setBeganAt(Date.now());
    for (const { id } of sendable) {
      if (stop.current) break;
      // The list moves on while files are sent: each is sent from the latest state, not from the one of the click.
      await latest.current.send(id);
    }
    setPaused(stop.current);
    setPausing(false);
    setRunning(false);
  };
  const pause = () => {
    stop.current = true;
    setPausing(true);
  };
  const counted = intake.files.filter((file) => file.prepared && file.status !== 'held' && file.slot !== null);
  const totalBytes = counted.reduce((sum, file) => sum + (file.prepared?.clean.size ?? 0), 0);
  const sentBytes = counted.reduce((sum, file) => sum + (file.status === 'stored' ? (file.prepared?.clean.size ?? 0) : Math.min(file.sentBytes, file.prepared?.clean.size ?? 0)), 0);
  return { running, pausing, paused, sendable: sendable.length, pace: paceOf(sentBytes, totalBytes, beganAt, now), run, pause };
}
