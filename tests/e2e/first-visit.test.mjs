// The first visit: a table is loaded, a model trained, and a decision explained, without a click.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { field, figures, fingerprints, go, known, modelFingerprint, openReady, plain, prediction, quality, TIMED, type, untilExplained, untilStep, visit, withBrowser } from './harness.mjs';

withBrowser();

/** Milliseconds until something is painted, and until a decision is explained. */
const PAINTED = 1_000;
const EXPLAINED = 3_000;

test('first visit: a decision on German credit is explained without a click', (t) => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const screen of ['data', 'model', 'explain', 'evaluate']) await untilStep(page, screen);
  assert.equal(await page.textContent('.source'), 'German credit');
  assert.equal(await page.innerText('h1'), 'Why this prediction?');
  assert.match(await prediction(page), /^\d+(\.\d)? %$/);
  const said = plain(await known(page, 'finding').innerText());
  assert.match(said, /raises? “bad”/);
  assert.match(said, new RegExp(`from \\d+ % on average to ${await prediction(page)} for this row`));
  for (const method of ['shap', 'lime']) {
    const picture = known(page, method).locator('svg.picture');
    assert.ok(await picture.locator('.ink-toward polygon').count() > 0, `${method}: nothing raises the prediction`);
    assert.ok(await picture.locator('.ink-away polygon').count() > 0, `${method}: nothing lowers it`);
    assert.ok((await picture.getAttribute('aria-label')).length > 40, `${method}: the picture has no words`);
    assert.ok(await picture.evaluate((svg) => svg.getBoundingClientRect().height > 200), `${method}: the picture has no room`);
  }
  assert.match((await quality(page, 'shap')).line, /^Estimated from \d+ coalitions, \d+ of \d+ training rows, standard errors (up to|under) [\d.]+ points?/);
  assert.match((await quality(page, 'lime')).line, /^Estimated: local fit 0\.\d+, standard errors (up to|under) [\d.]+ points/);
  await reportTimes(t, page);
}));

test('first visit: the shares add up to what the picture says, and are the same bits as everywhere', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const [method, start, end] of [['shap', 'average prediction', 'this row'], ['lime', 'start of the line', 'the line at this row']]) {
    const shares = [...(await figures(page, method)).values()].map((f) => f.share);
    assert.equal(shares.length, 20, 'a feature is missing from the figures');
    assert.ok(shares.every(Number.isFinite));
    const sum = shares.reduce((a, b) => a + b, 0);
    // Both ends are written with three digits, so that each may be half of the last one off.
    const [from, to] = [await endOfWay(page, method, start), await endOfWay(page, method, end)];
    assert.ok(Math.abs(from + sum - to) <= 0.001 + 1e-9, `${method}: ${from} and ${sum} are not ${to}`);
  }
  const residual = Number(plain((await quality(page, 'shap')).residual));
  assert.ok(Math.abs(residual) < 1e-9, `the shares of SHAP leave ${residual}`);

  // The stored ones are of the first split, a first visit is of a typical one.
  await go(page, 'data');
  await type(field(page.locator('#screen'), 'seed'), '1');
  await untilExplained(page);
  await go(page, 'explain');
  const everywhere = JSON.parse(await readFile(new URL('../fixtures/fingerprints.json', import.meta.url)));
  const [model, shap, lime] = everywhere['german_credit, default'];
  assert.deepEqual(await fingerprints(page), { shap, lime });
  await go(page, 'model');
  assert.equal(await modelFingerprint(page), model);
}));

/** The level at an end of the waterfall, from what hovering says: “this row: 76 % (0.758)”. */
async function endOfWay(page, method, name) {
  const titles = await known(page, method).locator('svg.picture title').allTextContents();
  const label = titles.map(plain).find((title) => title.startsWith(`${name}: `));
  assert.ok(label, `the picture of ${method} does not name its ${name}`);
  return Number(/\((-?[\d.e-]+)\)$/.exec(label)[1]);
}

/** Times are told always, and held where nothing else runs: they say as much of the machine as of the page. */
async function reportTimes(t, page) {
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-paint')[0]?.startTime,
    start: performance.getEntriesByName('vitrine-start')[0]?.startTime,
    explained: performance.getEntriesByName('vitrine-explained')[0]?.startTime,
  }));
  const ms = (time) => `${Math.round(time)} ms`;
  t.diagnostic(`first paint ${ms(times.paint)}, program started ${ms(times.start)}, explained ${ms(times.explained)}`);
  if (!TIMED) return;
  assert.ok(times.paint < PAINTED, `painted after ${ms(times.paint)}`);
  assert.ok(times.explained < EXPLAINED, `explained after ${ms(times.explained)}`);
}
