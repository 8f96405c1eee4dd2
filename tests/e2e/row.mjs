// What the tests of a row and of its changes share: its fields, and what there is to see of its explanation.

import assert from 'node:assert/strict';
import { figures, fingerprints, known, plain, prediction } from './harness.mjs';

/** The field for the exact value of a number. */
export function exact(page, feature) {
  return page.getByRole('textbox', { name: `${feature}, exact value` });
}

/** What there is to see of an explanation. */
export async function seen(page) {
  return { prediction: await prediction(page), ...await fingerprints(page), shares: await figures(page, 'shap') };
}

/** What was before a change stays in view: in words, as thin marks in both pictures, and among the figures. */
export async function expectBefore(page, original) {
  const said = plain(await known(page, 'prediction').innerText());
  assert.ok(said.includes(`Before your changes: ${original.prediction}.`), said);
  for (const method of ['shap', 'lime']) {
    assert.ok(await known(page, method).locator('svg .ink-ghost').count() >= 13, `${method}: a mark of the original is missing`);
  }
  for (const [feature, { before }] of await figures(page, 'shap')) {
    const { share } = original.shares.get(feature);
    assert.equal(before, share, feature);
  }
}

/** The row is as the table has it, and nothing says otherwise. */
export async function expectNothingChanged(page) {
  assert.doesNotMatch(await known(page, 'prediction').innerText(), /Before your changes/);
  assert.equal(await page.locator('svg .ink-ghost').count(), 0);
  assert.equal(await page.locator('.feature.changed').count(), 0);
  assert.ok(await known(page, 'reset').isDisabled());
}
