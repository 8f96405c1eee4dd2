// One row: both sides warmed up and held against each other, then run in turns.

import { ours, python, rows, tfjs } from './sides.mjs';

/** Runs of each side before the first that counts: the browser compiles anew what it finds to be hot. */
const WARM_UP = 3;

/** The row of the report; where something fails, or the sides differ, it is an error and has no ratio. */
export async function measure(workload, { page, runs, folder }) {
  const row = { id: workload.id, ours_s: null, peer: null, peer_s: null, ratio: null, runs: 0, target: workload.target ?? null, met: null };
  if (workload.waits) return notYet(row, workload.waits);
  let peer;
  try {
    const side = await (workload.workers ? rows(page, workload.workers) : ours(page, workload.work ?? workload.id));
    peer = await against(workload, { page, side, folder });
    if (!peer) return notYet(row, `no adapter for ${workload.tfjs} in this browser`);
    row.peer = peer.version;
    await warmUp(side, peer, workload.check);
    return { ...row, runs, ...await inTurns(side, peer, workload, runs) };
  } catch (error) {
    return { ...row, note: `error: ${error.message.split('\n')[0]}` };
  } finally {
    await peer?.end();
  }
}

function against(workload, { page, side, folder }) {
  if (workload.workers) return rows(page, 1);
  return workload.python ? python(workload.python, side.task, folder) : tfjs(page, workload.tfjs, side.task);
}

function notYet(row, why) {
  return { ...row, note: `not yet measured: ${why}` };
}

/** Runs both sides until they are warm, and fails where they computed different things. */
async function warmUp(side, peer, check) {
  for (let i = 0; i < WARM_UP; i += 1) {
    const differs = check((await side.run()).result, (await peer.run()).result);
    if (differs) throw new Error(`the sides differ: ${differs}`);
  }
}

/** The medians, their ratio, and where operations are counted the share of what one thread can do at most. */
async function inTurns(side, peer, { target, flops, note }, runs) {
  const [times, theirs, peaks] = [[], [], []];
  for (let i = 0; i < runs; i += 1) {
    times.push((await side.run()).seconds);
    theirs.push((await peer.run()).seconds);
    if (flops) peaks.push(await side.peak());
  }
  const [ours_s, peer_s] = [median(times), median(theirs)];
  const ratio = ours_s / peer_s;
  const met = target ? ratio <= target : null;
  return { ours_s, peer_s, ratio, met, note: flops ? `${note}; ${shareOf(flops / ours_s, median(peaks))}` : note };
}

function shareOf(flops, peak) {
  const giga = (n) => (n / 1e9).toFixed(1);
  return `${giga(flops)} GFLOP/s, ${Math.round(100 * flops / peak)} % of the peak of one thread, ${giga(peak)}`;
}

function median(all) {
  const sorted = all.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
