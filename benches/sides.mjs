// The two sides of a row. Each has a version and `run`, which works once and gives the seconds and what was computed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const OURS = '/benches/page/worker.mjs';
const TFJS = '/benches/peers/tfjs.mjs';
const ROWS = '/benches/page/rows.mjs';

/** One thread, whichever library has them. */
const THREADS = Object.fromEntries(['OMP', 'OPENBLAS', 'MKL', 'NUMEXPR', 'NUMBA'].map((name) => [`${name}_NUM_THREADS`, '1']));

function ask(page, script, call, ...args) {
  return page.evaluate(([s, c, a]) => globalThis.ask(s, c, a), [script, call, args]);
}

/** Our side, and the task that the peer is to do. */
export async function ours(page, work) {
  const task = await ask(page, OURS, 'prepare', work);
  return { task, run: () => ask(page, OURS, 'run'), peak: () => ask(page, OURS, 'peak') };
}

/** Our side as the page has it, with so many workers; as a peer of our own too. */
export async function rows(page, nWorkers) {
  const here = (call) => page.evaluate(([s, c, n]) => globalThis.askHere(s, c, [n]), [ROWS, call, nWorkers]);
  await here('prepare');
  return { version: `ours, ${nWorkers} worker${nWorkers === 1 ? '' : 's'}`, run: () => here('run'), end: () => {} };
}

/** A peer in the same browser; null where the browser has no such backend. */
export async function tfjs(page, backend, task) {
  const version = await ask(page, TFJS, 'prepare', backend, task);
  return version && { version, run: () => ask(page, TFJS, 'run'), end: () => {} };
}

/** A peer in Python, in a process of its own that waits for a line before each run. */
export async function python(script, task, folder) {
  const file = join(folder, `${script}.json`);
  writeFileSync(file, task);
  const peer = spawn(process.env.BENCH_PYTHON, [join('benches/peers', script), file], {
    env: { ...process.env, ...THREADS }, stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ended before it answered`);
    return JSON.parse(value);
  };
  const { version } = await read();
  const run = () => {
    peer.stdin.write('\n');
    return read();
  };
  const end = async () => {
    peer.stdin.end();
    if (peer.exitCode === null) await once(peer, 'exit');
  };
  return { version, run, end };
}
