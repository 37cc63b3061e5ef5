import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { othersMayEnter } from './reach.mjs';

// Root runs PostgreSQL as another user. In a checkout below a folder that only root may enter, that user could reach
// neither the programs nor the data folder, and nothing started.
describe('a checkout in a folder that only root may enter', () => {
  let open: string;
  beforeEach(() => {
    open = mkdtempSync(join(tmpdir(), 'reach-spec-'));
    chmodSync(open, 0o755);
    mkdirSync(join(open, 'closed', 'below'), { recursive: true });
    chmodSync(join(open, 'closed'), 0o700);
  });
  afterEach(() => rmSync(open, { recursive: true, force: true }));

  it('is told from one that others may pass, however deep it lies', () => {
    expect(othersMayEnter(open)).toBe(true);
    expect(othersMayEnter(join(open, 'closed'))).toBe(false);
    expect(othersMayEnter(join(open, 'closed', 'below'))).toBe(false);
  });

  it('is judged by the folders that are there when its own is not made yet', () => {
    expect(othersMayEnter(join(open, 'not-made'))).toBe(true);
    expect(othersMayEnter(join(open, 'closed', 'not-made'))).toBe(false);
  });
});
