import type { Result } from '@echocohort/kernel';
import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { makeAnalysis, type AnalysisMade, type AnalysisTask } from './analysis-work.ts';

/** What the thread says: how far it is, then what it made. */
export type ThreadWord = { readonly share: number } | { readonly made: Result<AnalysisMade> };

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

  make(task: AnalysisTask, tell: (share: number) => void): Promise<Result<AnalysisMade>> {
    const { program } = this;
    if (program === null) return makeAnalysis(task, tell);
    return new Promise((resolve, reject) => {
      const thread = new Worker(program);
      thread.postMessage(task);
      thread.on('message', (word: ThreadWord) => {
        if ('share' in word) tell(word.share);
        else resolve(word.made);
      });
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`the analysis thread ended with ${code} and without results`)));
    });
  }
}
