/** Who has to notice a planted fault. */
export type Catcher = 'centre' | 'intake' | 'coordinator' | 'panel' | 'statistician' | 'verifier';

/** One planted fault and what became of it. */
export interface FaultOutcome {
  readonly fault: string;
  readonly by: Catcher;
  readonly caught: boolean;
  /** What came instead, when it was missed: codes and counts, never a value of a patient. */
  readonly evidence: string;
}

/** One thing that had to work. */
export interface StepOutcome {
  readonly step: string;
  readonly passed: boolean;
  readonly note: string;
}

/** The rehearsal's result: faults planted and caught, steps that had to work. */
export class ScoreCard {
  readonly faults: FaultOutcome[] = [];
  readonly steps: StepOutcome[] = [];
  private readonly start = Date.now();

  fault(fault: string, by: Catcher, caught: boolean, evidence: string): void {
    this.faults.push({ fault, by, caught, evidence: caught ? '' : evidence });
  }

  step(step: string, passed: boolean, note = ''): void {
    this.steps.push({ step, passed, note });
  }

  /** Runs a part of the study; an error that nobody planned fails it and tells why, and the caller goes on or not. */
  async part(name: string, work: () => Promise<void>): Promise<boolean> {
    const begun = Date.now();
    process.stderr.write(`${name} …\n`);
    try {
      await work();
      this.step(name, true, `${((Date.now() - begun) / 1000).toFixed(1)} s`);
      return true;
    } catch (error) {
      this.step(name, false, error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  get passed(): number {
    return this.faults.filter((outcome) => outcome.caught).length + this.steps.filter((outcome) => outcome.passed).length;
  }

  get failed(): number {
    return this.faults.length + this.steps.length - this.passed;
  }

  get seconds(): number {
    return Math.round((Date.now() - this.start) / 100) / 10;
  }

  /** The card as text: a row a fault class, then the steps that failed. */
  text(): string {
    const classes = [...new Set(this.faults.map((outcome) => outcome.fault))];
    const width = Math.max(12, ...classes.map((name) => name.length)) + 2;
    const rows = classes.map((name) => {
      const planted = this.faults.filter((outcome) => outcome.fault === name);
      const caught = planted.filter((outcome) => outcome.caught);
      const by = [...new Set(planted.map((outcome) => outcome.by))].join(', ');
      const missed = planted.filter((outcome) => !outcome.caught).map((outcome) => outcome.evidence);
      return `${name.padEnd(width)}${String(planted.length).padStart(7)}${String(caught.length).padStart(8)}  ${by.padEnd(14)}${missed.length === 0 ? '' : `MISSED: ${missed.join('; ')}`}`;
    });
    const steps = this.steps.map((outcome) => `${outcome.passed ? 'ok    ' : 'FAILED'}  ${outcome.step}${outcome.note ? `  (${outcome.note})` : ''}`);
    return [`${'fault'.padEnd(width)}planted  caught  by`, ...rows, '', ...steps, '', `wall time ${this.seconds} s`].join('\n');
  }
}
