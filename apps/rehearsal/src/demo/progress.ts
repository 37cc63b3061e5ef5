/** A count on standard error: one line every few seconds, or a line that renews itself on a terminal. */
export class Progress {
  private done = 0;
  private shownAt = 0;
  private readonly start = Date.now();

  constructor(private readonly what: string, private readonly total: number) {}

  step(): void {
    this.done++;
    const now = Date.now();
    const pause = process.stderr.isTTY ? 200 : 5000;
    if (now - this.shownAt < pause) return;
    this.shownAt = now;
    const rate = this.done / Math.max(0.001, (now - this.start) / 1000);
    const left = Math.ceil((this.total - this.done) / rate);
    const line = `${this.what}: ${this.done} of ${this.total}, ${rate.toFixed(0)} a second, ${left} s left`;
    process.stderr.write(process.stderr.isTTY ? `\r${line.padEnd(70)}` : `${line}\n`);
  }

  end(): void {
    const seconds = ((Date.now() - this.start) / 1000).toFixed(1);
    process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${`${this.what}: ${this.done} in ${seconds} s`.padEnd(70)}\n`);
  }
}
