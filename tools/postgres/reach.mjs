import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Whether a user who is neither owner nor group may pass through every folder on the way to this one, itself included. */
export function othersMayEnter(folder) {
  for (let place = resolve(folder); ; place = dirname(place)) {
    if (existsSync(place) && (statSync(place).mode & 0o001) === 0) return false;
    if (dirname(place) === place) return true;
  }
}
