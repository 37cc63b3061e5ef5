import type { CliIo } from '../../command.ts';

const WIDTH = 28;
/** On a terminal the bar moves ten times a second at most; elsewhere a line comes every few seconds. */
const EVERY_MS = { bar: 100, line: 3000 } as const;

/** Says on standard error how far a run is: a bar on a terminal, a line now and then elsewhere. Counts only. */
export class Progress {
  private last: number;
  private readonly started = Date.now();

  constructor(private readonly io: Pick<CliIo, 'err' | 'terminal'>, private readonly total: number) {
    this.last = io.terminal === true ? 0 : this.started;
  }

  tell(done: number, held: number): void {
    const now = Date.now();
    const bar = this.io.terminal === true;
    if (now - this.last < (bar ? EVERY_MS.bar : EVERY_MS.line)) return;
    this.last = now;
    const seconds = Math.max(0.001, (now - this.started) / 1000);
    const text = `${done} of ${this.total} files, ${held} held, ${(done / seconds).toFixed(1)} a second`;
    if (!bar) this.io.err(`${text}\n`);
    else {
      const full = Math.round((WIDTH * done) / Math.max(1, this.total));
      this.io.err(`\r[${'#'.repeat(full)}${' '.repeat(WIDTH - full)}] ${text}   `);
    }
  }

  /** Takes the bar away. */
  end(): void {
    if (this.io.terminal === true) this.io.err(`\r${' '.repeat(WIDTH + 70)}\r`);
  }
}
