import type { Result } from '@echocohort/kernel';
import type { MadeMaps, MapWish } from '@echocohort/reporting';
import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { makeAnalysis, type AnalysisAsks, type AnalysisMade, type AnalysisTask } from './analysis-work.ts';

/** What the thread says: how far it is, which maps it wants, then what it made. */
export type ThreadWord = { readonly share: number } | { readonly wanted: readonly MapWish[] } | { readonly made: Result<AnalysisMade> };

/** What the thread is told: its task, and the maps that it asked for. */
export type ThreadTold = { readonly task: AnalysisTask } | { readonly maps: MadeMaps };

/**
 * Where analyses are computed: in a thread of their own, so that the worker goes on telling the queue that it is alive.
 * Without a thread program (specs run the sources) they are computed here.
 */
@Injectable()
export class AnalysisWorkshop {
  private program: URL | null = null;

  /** Names the compiled program of the thread. */
  useThread(program: URL): void {
    this.program = program;
  }

  make(task: AnalysisTask, asks: AnalysisAsks): Promise<Result<AnalysisMade>> {
    const { program } = this;
    if (program === null) return makeAnalysis(task, asks);
    return new Promise((resolve, reject) => {
      const thread = new Worker(program);
      const send = (told: ThreadTold): void => thread.postMessage(told);
      send({ task });
      thread.on('message', (word: ThreadWord) => {
        if ('share' in word) asks.tell(word.share);
        else if ('made' in word) resolve(word.made);
        else asks.makeMaps(word.wanted).then((maps) => send({ maps }), (error: unknown) => {
          reject(new Error('the maps of an analysis cannot be made', { cause: error }));
          void thread.terminate();
        });
      });
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`the analysis thread ended with ${code} and without results`)));
    });
  }
}
