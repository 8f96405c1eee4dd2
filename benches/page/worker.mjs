// Our side: holds the program, one workload at a time, and the clock.

import init, { Workload, peak } from '/ours/page.js';
import { answer } from '/benches/line.mjs';

let workload;

const bytes = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

/** Seconds that `work` takes, and what it gives. */
function timed(work) {
  const begun = performance.now();
  const value = work();
  return { seconds: (performance.now() - begun) / 1000, value };
}

answer({
  /** Prepares a workload; what the peer has to be told. */
  async prepare(id) {
    await init();
    workload?.free();
    workload = new Workload(id, await bytes('/data/adult.csv'), await bytes('/data/breast_cancer.csv'));
    return workload.task();
  },
  run() {
    const { seconds } = timed(() => workload.run());
    return { seconds, result: JSON.parse(workload.result()) };
  },
  /** Floating-point operations a second of multiply-adds in registers. */
  peak() {
    const { seconds, value } = timed(() => peak(10_000_000));
    return value / seconds;
  },
});
