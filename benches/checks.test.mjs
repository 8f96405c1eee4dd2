// The checks of the bench let pass what both sides computed, and notice what is ten tolerances off.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactShap, forward, lime, sameBits, sampledShap, training } from './checks.mjs';

const SHAP = { base: [0.2], predictions: [0.9], values: [[0.5, 0.2]], errors: [[0.01, 0]], coalitions: [40] };
const SHAP_PEER = { base: 0.2, predictions: [0.9], values: [[0.5, 0.2]], coalitions: 40 };
const LIME = { predictions: [0.9], values: [0.5, 0, -0.2, 0.1], errors: [0.01, 0, 0.01, 0.01], r2: 0.6 };

/** Fingerprints of rows. */
const ROWS = ['63c85ea4debef4cf', '52ee04266219b523'];

/** A check, what both sides found, and what the peer may have found instead and must not have. */
const CASES = [
  [forward, { n: 2, raw: [1, -1] }, { n: 2, raw: [1, -1] }, [{ raw: [1, -1.001] }, { n: 3 }, { raw: [1] }, { raw: [1, NaN] }]],
  [training, { accuracy: 0.85 }, { accuracy: 0.845 }, [{ accuracy: 0.95 }, { accuracy: 0.75 }]],
  [exactShap, SHAP, SHAP_PEER, [{ base: 0.201 }, { predictions: [0.901] }, { values: [[0.501, 0.2]] }, { values: [[0.5, 0.199]] }]],
  [sampledShap, SHAP, { ...SHAP_PEER, values: [[0.54, 0.2]] }, [{ coalitions: 39 }, { values: [[1.21, 0.2]] }, { values: [[0.5, 0.201]] }]],
  [lime, LIME, { ...LIME, r2: 0.62 }, [{ predictions: [0.901] }, { r2: 0.1 }, { values: [1.21, 0, -0.2, 0.1] }, { values: [0, 0.5, 0, 0.1] }]],
];

for (const [check, ours, peer, others] of CASES) {
  test(`${check.name} agrees with the same, and notices ten tolerances`, () => {
    assert.equal(check(ours, peer), null);
    for (const other of others) assert.ok(check(ours, { ...peer, ...other }), JSON.stringify(other));
  });
}

test('as many rows with the same fingerprints agree, and nothing else', () => {
  assert.equal(sameBits(ROWS, [...ROWS]), null);
  for (const other of [[], ROWS.slice(1), ROWS.toReversed(), [ROWS[0], '52ee04266219b524']]) assert.ok(sameBits(ROWS, other), `${other}`);
  assert.ok(sameBits([], []), 'nothing was explained');
});

test('a network that learnt nothing is noticed on both sides', () => {
  assert.ok(training({ accuracy: 0.76 }, { accuracy: 0.76 }));
});
