// Whether both sides computed the same thing. Each check gives the reason why not, or nothing.

/** Largest difference of what both compute exactly, in f32. */
const EXACT = 1e-4;
/** Standard errors by which two samples of the same thing may differ: each side has its own, and one in a million is more. */
const ERRORS = 5 * Math.SQRT2;
/** Difference of shares of rows classified rightly, after training from different random numbers. */
const POINT = 0.01;
/** Difference of the shares of variance that two local lines explain. */
const FIT = 0.05;

/** The same network says the same of the same rows. */
export function forward(ours, peer) {
  if (ours.n !== peer.n) return `${ours.n} rows against ${peer.n}`;
  return apart('outputs', ours.raw, peer.raw, () => EXACT);
}

/** The same fingerprints, of as many rows. */
export function sameBits(ours, peer) {
  if (ours.length === 0 || ours.length !== peer.length) return `${ours.length} rows against ${peer.length}`;
  return first(ours, (fingerprint, row) => (fingerprint === peer[row] ? null : `row ${row}: ${fingerprint} against ${peer[row]}`));
}

/** The accuracies are within a point, and better than a guess. */
export function training(ours, peer) {
  if (!(ours.accuracy > 0.8)) return `an accuracy of ${ours.accuracy}`;
  return apart('accuracy', [ours.accuracy], [peer.accuracy], () => POINT);
}

/** The same game, solved exactly. */
export function exactShap(ours, peer) {
  return game(ours, peer, () => EXACT);
}

/** The same game, as many coalitions of the last row, and values as close as two samples of them are. */
export function sampledShap(ours, peer) {
  return apart('coalitions', ours.coalitions.slice(-1), [peer.coalitions], () => 0)
    ?? game(ours, peer, (error) => ERRORS * error + EXACT);
}

function game(ours, peer, allowed) {
  const n = ours.values.length;
  return apart('base', ours.base, Array(n).fill(peer.base), () => EXACT)
    ?? apart('prediction', ours.predictions, peer.predictions, () => EXACT)
    ?? first(ours.values, (values, row) => apart(`value of row ${row}`, values, peer.values[row], (j) => allowed(ours.errors[row][j])));
}

/** The same network, a local line of the same fit, most features the same and their coefficients as close as two samples. */
export function lime(ours, peer) {
  const chosen = ours.values.map((v, j) => j).filter((j) => ours.values[j] !== 0 && peer.values[j] !== 0);
  const n = peer.values.filter((v) => v !== 0).length;
  if (chosen.length < 0.7 * n) return `only ${chosen.length} of ${n} features are the same`;
  const of = (side) => chosen.map((j) => side.values[j]);
  return apart('prediction', ours.predictions, peer.predictions, () => EXACT)
    ?? apart('fit', [ours.r2], [peer.r2], () => FIT)
    ?? apart('coefficient', of(ours), of(peer), (i) => ERRORS * ours.errors[chosen[i]]);
}

/** The first pair that differs by more than allowed; a number that is none differs from everything. */
function apart(what, ours, peer, allowed) {
  if (ours.length !== peer.length) return `${what}: ${ours.length} against ${peer.length}`;
  return first(ours, (v, i) => {
    const near = Math.abs(v - peer[i]) <= allowed(i);
    return near ? null : `${what} ${i}: ${v} against ${peer[i]}, allowed ${allowed(i)}`;
  });
}

function first(all, find) {
  for (const [i, v] of all.entries()) {
    const found = find(v, i);
    if (found) return found;
  }
  return null;
}
