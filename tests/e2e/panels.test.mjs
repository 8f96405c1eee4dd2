// The model beyond the chosen row: which features matter, how the prediction depends on one of them, and many rows explained.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exported, expectNoSidewaysScroll, go, known, openReady, openSample, plain, untilExplained, visit, withBrowser } from './harness.mjs';

withBrowser();

const PANELS = ['importance', 'dependence', 'cohort'];

/** Unfolds a panel and waits until what it shows is of the present choices. */
async function unfolded(page, name) {
  const panel = known(page, name);
  if (await panel.evaluate((details) => !details.open)) await panel.locator('summary').first().click();
  await known(page, `${name}-picture`).waitFor();
  await page.waitForFunction((test) => document.querySelector(`[data-test="${test}"] .staged[aria-busy="false"]`), name);
  return panel;
}

/** What the picture of a panel shows, as a sentence. */
const finding = async (page, name) => plain(await known(page, `${name}-picture`).locator('figcaption').innerText());

/** The rows of the table below a picture. */
async function tabled(page, name) {
  const place = known(page, `${name}-picture`);
  const figures = place.locator('details').first();
  if (await figures.evaluate((details) => !details.open)) await figures.locator('summary').click();
  await figures.locator('tbody tr').first().waitFor();
  return figures.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
}

test('panels: nothing is computed of what nobody unfolds, and each has a picture, figures and files', async (t) => visit({ context: { acceptDownloads: true } }, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const name of PANELS) assert.equal(await known(page, `${name}-picture`).count(), 0, name);
  for (const name of PANELS) {
    await t.test(`panels: ${name}`, async () => {
      await unfolded(page, name);
      assert.match(await finding(page, name), /\w{3}.*[.]$/);
      const rows = await tabled(page, name);
      assert.ok(rows.length > 1, `${rows.length} rows`);
      const place = known(page, `${name}-picture`).locator('.titled');
      const { bytes } = await exported(page, place, 'JSON');
      const json = JSON.parse(bytes);
      assert.deepEqual([json.format, json.recipe.source], ['vitrine.view', { Sample: 'german_credit' }]);
      assert.equal(json.rows.length > 1, true);
      const svg = (await exported(page, place, 'SVG')).bytes.toString();
      assert.match(svg, /<path|<polyline|<rect|<circle|<polygon/);
    });
  }
}));

test('panels: they follow the metric, the feature, the row and the model', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const importance = await unfolded(page, 'importance');
  const byLoss = await finding(page, 'importance');
  assert.match(byLoss, /log loss/);
  await importance.getByRole('button', { name: 'accuracy', exact: true }).click();
  await page.waitForFunction(() => /accuracy/.test(document.querySelector('[data-test="importance-picture"] figcaption').textContent));

  const dependence = await unfolded(page, 'dependence');
  const list = dependence.getByRole('combobox', { name: 'Feature' });
  await list.selectOption('age');
  await page.waitForFunction(() => /\bage\b/.test(document.querySelector('[data-test="dependence-picture"] figcaption').textContent));
  const before = await tabled(page, 'dependence');
  await page.getByRole('button', { name: 'The row after', exact: true }).click();
  await untilExplained(page);
  await unfolded(page, 'dependence');
  await page.waitForFunction((was) => document.querySelector('[data-test="dependence-picture"] tbody')?.textContent !== was, before.flat().join(''));
  const after = await tabled(page, 'dependence');
  const column = (rows, j) => rows.map((row) => row[j]);
  assert.deepEqual(column(after, 1), column(before, 1), 'the mean is of the same rows');
  assert.notDeepEqual(column(after, 3), column(before, 3), 'the line is of the row');

  // They stay unfolded while another screen is looked at, and a report made there holds them.
  await go(page, 'evaluate');
  await page.getByRole('button', { name: 'Share' }).click();
  for (const name of ['Importance of features', 'Partial dependence']) await known(page, 'reporting').getByRole('checkbox', { name }).waitFor();
  await page.keyboard.press('Escape');
  await go(page, 'explain');
  await unfolded(page, 'importance');
}));

test('panels: a number that is predicted, and a phone', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'diabetes');
  await go(page, 'explain');
  await page.setViewportSize({ width: 360, height: 780 });
  for (const name of PANELS) {
    await unfolded(page, name);
    assert.match(await finding(page, name), /\w/);
  }
  assert.match(await finding(page, 'importance'), /squared error/);
  await expectNoSidewaysScroll(page);
}));
