// How often tests repeat themselves. Every run does what fails when the fault is there; before a release (`make test-all`,
// VITRINE_ALL=1) all is done that CONTRIBUTING.md lists. Of what is shared out between runs the commit says which part has its
// turn, so that the same commit does the same everywhere, and the parts come round.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';

const ALL = process.env.VITRINE_ALL === '1';

/** The commit that is tested; to do again what another one did, VITRINE_COMMIT=its hash. */
export const COMMIT = process.env.VITRINE_COMMIT ?? commitHere();

/** How many of something: `always` in every run, `release` before one. */
export function times({ always, release }) {
  return ALL ? release : always;
}

/** Of a list those whose turn it is, `n` of them one after the other; before a release all. Lists of another `name` are at another place. */
export function turn(name, list, n = 1) {
  if (ALL || n >= list.length) return list;
  const start = drawn(name) % list.length;
  return Array.from({ length: n }, (_, i) => list[(start + i) % list.length]);
}

/** A number below 2^32 that the commit decides, another one for each name. */
export function drawn(name) {
  return createHash('sha256').update(`${COMMIT} ${name}`).digest().readUInt32LE();
}

function commitHere() {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // An archive of the source has no history.
    return 'none';
  }
}
