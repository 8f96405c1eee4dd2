// What stands beside an explanation is true: the verdict, the decision by one rule, one scale, cells as the table has them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  chooseLine, field, go, known, openReady, openSample, pickFile, plain, quality, trainLine, type, unfold, untilExplained, untilSource, untilStep, visit, withBrowser,
} from './harness.mjs';

withBrowser();

const still = { context: { reducedMotion: 'reduce' } };

/** The numbers on the axis of a method's picture, each with its place in pixels. */
async function axis(page, method) {
  const ticks = await known(page, method).locator('svg text').evaluateAll((all) => all
    .map((text) => [Number(text.textContent.replace(' %', '').replace('\u2212', '-')), text.getBoundingClientRect()])
    .filter(([value]) => Number.isFinite(value))
    .map(([value, box]) => [value, (box.left + box.right) / 2, box.top]));
  const lowest = Math.max(...ticks.map(([, , top]) => top));
  return ticks.filter(([, , top]) => Math.abs(top - lowest) < 2).map(([value, x]) => [value, x]);
}

/** Pixels that one unit of a picture's axis takes. */
async function unit(page, method) {
  const ticks = await axis(page, method);
  const [[a, from], [b, to]] = [ticks.at(0), ticks.at(-1)];
  return (to - from) / (b - a);
}

/** A table of a number that has nothing to do with its columns. */
function noise(n) {
  let state = 7;
  const next = () => { state = (state * 48271) % 2147483647; return state / 2147483647; };
  const rows = Array.from({ length: n }, () => `${next().toFixed(3)},${next().toFixed(3)},${next() < 0.5 ? 'up' : 'down'}`);
  return `first,second,answer\n${rows.join('\n')}\n`;
}

test('A1: a model that is no better than guessing says so beside its reasons, and a good one says how good it is', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'breast_cancer');
  await go(page, 'explain');
  assert.match(plain(await known(page, 'verdict').innerText()), /^Better than the baseline: [\d.]+ % of \d+ test rows correct, baseline [\d.]+ %$/);
  await go(page, 'data');
  await pickFile(page, 'noise.csv', noise(400));
  await untilExplained(page);
  await go(page, 'explain');
  const verdict = plain(await known(page, 'verdict').innerText());
  assert.match(verdict, /^(No better than guessing|Worse than the baseline|Too few rows to tell): .*80 test rows/);
  // It is one way to Evaluate, and stands on the stage too.
  await known(page, 'present').click();
  await known(page, 'told').waitFor();
  assert.equal(plain(await known(page, 'verdict').innerText()), verdict);
  await page.keyboard.press('Escape');
  await known(page, 'verdict').getByRole('link').click();
  await page.waitForSelector('.rail a[href="#evaluate"][aria-current="page"]');
}));

test('A4: threshold, matrix, list, headline and counterfactuals say the same decision', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'evaluate');
  await type(field(known(page, 'threshold'), 'exactly'), '0.2');
  await page.waitForFunction(() => /at a threshold of 20.%/.test(document.querySelector('[data-test="evaluation-finding"]').textContent));
  const cells = known(page, 'confusion').locator('tbody td');
  const count = async (i) => Number((await cells.nth(i).evaluate((td) => (td.querySelector('button') ?? td).firstChild.textContent)).replaceAll(/\D/g, ''));
  const [found, missed, wrong, left] = [await count(0), await count(1), await count(2), await count(3)];
  assert.equal(found + missed + wrong + left, 200);
  const told = Number(plain(await known(page, 'evaluation-finding').innerText()).match(/^The model gets ([\d.]+) %/)[1]);
  assert.ok(Math.abs(told - 100 * (found + left) / 200) <= 0.5, `${told} % of ${found + left}`);
  // A cell lists as many rows as it counts.
  await cells.nth(2).locator('button').click();
  await page.waitForFunction((n) => document.querySelector('[data-test="rows-count"]')?.textContent.startsWith(`${n} of`), String(wrong));
  await page.getByRole('button', { name: 'Close the list' }).click();
  await untilExplained(page);
  const probability = Number(plain(await known(page, 'prediction').locator('strong').innerText()).match(/[\d.]+/)[0]);
  const decision = plain(await known(page, 'decision').innerText());
  const [bad, side] = probability >= 20 ? ['bad', 'at or above'] : ['good', 'below'];
  assert.match(decision, new RegExp(`^Decision: ${bad}, since (it|bad) has [\\d.]+ %, ${side} the threshold of 20 %\\.$`));
  await unfold(page);
  await page.waitForFunction((name) => document.querySelector('[data-test="flips-summary"]')?.textContent.includes(`\u201c${name}\u201d`), bad);
}));

test('A4: of three classes the one decided for is explained', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await go(page, 'explain');
  for (const row of ['1', '51', '101']) {
    await type(field(page.locator('#screen'), 'Row'), row);
    await untilExplained(page);
    const decided = plain(await known(page, 'decision').innerText()).match(/^Decision: (.+), the most probable class\.$/)[1];
    assert.match(await known(page, 'prediction').locator('.large').innerText(), new RegExp(`: ${decided} `));
  }
}));

test('A4: of three classes the rarest is no more explained than the others, and the headline names the decision', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const table = await readFile(new URL('../fixtures/cases/rare.csv', import.meta.url));
  await pickFile(page, 'rare.csv', table);
  await untilExplained(page);
  await go(page, 'explain');
  const explained = new Set();
  for (const row of [1, 2, 3, 4, 5, 6]) {
    await type(field(page.locator('#screen'), 'Row'), String(row));
    await untilExplained(page);
    const decided = plain(await known(page, 'decision').innerText()).match(/^Decision: (.+), the most probable class\.$/)[1];
    assert.match(await known(page, 'prediction').locator('.large').innerText(), new RegExp(`: ${decided} `));
    explained.add(decided);
  }
  assert.ok(explained.size > 1, 'the rows are too much alike to show anything');
}));

test('A2: money is a number, in whatever way it is written, and the page says why it predicts what it does', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const [name, money] of [
    ['with its sign', (v) => `${String(v).replace(/(\d+)(\d{3})$/, '$1\u202f$2')},47 \u20ac`], ['without', (v) => `${String(v).replace(/(\d+)(\d{3})$/, '$1 $2')},47`],
  ]) {
    await go(page, 'data');
    const rows = Array.from({ length: 120 }, (_, i) => `${20 + (i * 7) % 90};${money(100_000 + (i * 7919) % 800_000)};${i % 3 ? 'Non' : 'Oui'}`);
    await pickFile(page, `${name}.csv`, `Surface;Prix;Balcon\n${rows.join('\n')}\n`);
    await untilSource(page, `${name}.csv`);
    await untilStep(page, 'data');
    assert.equal(await page.getByRole('combobox', { name: 'Kind of Prix' }).inputValue(), 'number', name);
    assert.match(plain(await known(page, 'table-finding').innerText()), /2 are numbers/, name);
    assert.match(await known(page, 'asked').innerText(), /predict/, name);
  }
}));

test('A5: pictures side by side have one scale', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'explain');
  for (const picture of ['waterfall', 'bars']) {
    await page.getByRole('button', { name: picture, exact: true }).click();
    const [shap, lime] = [await unit(page, 'shap'), await unit(page, 'lime')];
    assert.ok(Math.abs(shap / lime - 1) < 0.01, `${picture}: a point has ${shap} and ${lime} pixels`);
  }
}));

test('A6: where LIME’s line misses the model, a number that is predicted says so too', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  // What matters is only whether both are large or both small: no line follows that.
  const rows = Array.from({ length: 600 }, (_, i) => [(i * 37) % 41, (i * 53) % 43]).map(([a, b]) => `${a},${b},${((a > 20) === (b > 21) ? 900 : 100) + (a + b) % 7}`);
  await pickFile(page, 'both.csv', `a,b,amount\n${rows.join('\n')}\n`);
  await untilExplained(page);
  await go(page, 'explain');
  const fit = Number(plain((await quality(page, 'lime')).line).match(/local fit ([\d.]+)/)[1]);
  assert.ok(fit < 0.5, `the line follows the model: ${fit}`);
  await page.getByRole('note').filter({ hasText: /^LIME’s line fits the model poorly here: it says .* where the model says/ }).waitFor();
}));

test('A7: a session’s file says what it holds, and may be without the table', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const rows = Array.from({ length: 60 }, (_, i) => `canary${i % 5},${(i * 37) % 50},${i % 3 ? 'ja' : 'nein'}`);
  const table = `kind,size,answer\n${rows.join('\n')}\n`;
  await pickFile(page, 'own.csv', table);
  await untilExplained(page);
  await known(page, 'sessions').locator('summary').click();
  assert.match(await known(page, 'save').innerText(), /with the table \(60 rows\)/);
  const bytes = async (button) => {
    const [download] = await Promise.all([page.waitForEvent('download'), known(page, button).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  assert.ok((await bytes('save')).includes('canary'));
  const without = await bytes('save-without');
  assert.ok(!without.includes('canary'), 'a cell is in a file that is to hold none');
  // Whoever opens it is asked for the table, and goes on with the choices.
  await page.goto('about:blank');
  const other = await page.context().browser().newContext();
  const reader = await other.newPage();
  await openReady(reader, server.url);
  await go(reader, 'data');
  const picker = '[data-test="intake"] input[type="file"]';
  await reader.setInputFiles(picker, { name: 'a.vitrine', mimeType: 'application/octet-stream', buffer: without });
  await reader.locator('[data-test="linked"]').getByText(/file/).first().waitFor();
  await reader.setInputFiles(picker, { name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await untilSource(reader, 'own.csv');
  await untilExplained(reader);
  await other.close();
}));

test('A10, B1: cells are shown as the table has them, and a row is found by its identifier', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const rows = Array.from({ length: 120 }, (_, i) => `E${10000 + i},town ${i < 100 ? i % 4 : i},${(i * 31) % 47},${(i * 31) % 47 > 20 ? 'yes' : 'no'}`);
  await pickFile(page, 'staff.csv', `number,town,age,left\n${rows.join('\n')}\n`);
  await untilExplained(page);
  await go(page, 'explain');
  await known(page, 'all-rows').click();
  const search = page.getByRole('searchbox');
  await search.fill('E10115');
  await page.waitForFunction(() => document.querySelector('[data-test="rows-count"]')?.textContent.startsWith('1 of'));
  const line = page.locator('.grid-body .grid-line').first();
  assert.match(await line.innerText(), /E10115/);
  assert.match(await line.innerText(), /town 115/);
  await line.click();
  await untilExplained(page);
  assert.match(await known(page, 'prediction').innerText(), /E10115 is row 116/);
  await search.fill('E99999');
  await known(page, 'no-rows').waitFor();
  assert.match(await known(page, 'no-rows').innerText(), /No row has “E99999”/);
}));

test('B4: another table is opened from every screen', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const screen of ['explain', 'evaluate', 'model', 'data']) {
    await go(page, screen);
    await page.locator('button.source').click();
    await known(page, 'open-table').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  }
  await go(page, 'explain');
  await page.locator('button.source').click();
  await known(page, 'open-table').locator('[data-test="sample-wine"]').click();
  await page.waitForFunction(() => document.querySelector('.source').textContent === 'Wine');
  assert.equal(await page.getByRole('dialog').count(), 0);
}));

test('B5: on a phone the strongest reasons stay in sight while a control moves them', () => visit({ context: { ...still.context, viewport: { width: 390, height: 844 } } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'explain');
  const slider = page.getByRole('slider', { name: 'age' });
  await slider.focus();
  const pinned = known(page, 'pinned');
  await pinned.locator('svg').waitFor();
  const inSight = (place) => place.evaluate((e) => {
    const box = e.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight - 56 && box.height > 0;
  });
  const before = await pinned.textContent();
  await slider.press('Home');
  await page.waitForFunction((was) => document.querySelector('[data-test="pinned"]').textContent !== was, before);
  await untilExplained(page);
  for (const [what, place] of [['the reasons', pinned.locator('svg')], ['the slider', slider]]) assert.ok(await inSight(place), `${what} are out of sight`);
  const [above, below] = await Promise.all([pinned, slider].map((e) => e.boundingBox()));
  assert.ok(above.y + above.height <= below.y + 1, 'the reasons lie over the slider');
  assert.match(await pinned.textContent(), /^bad .*, was .*age/);
  // Where there is room for the pictures themselves there is no other one.
  await page.setViewportSize({ width: 1280, height: 800 });
  await pinned.waitFor({ state: 'hidden' });
}));

test('B6: a setting out of range disables Train with the reason', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await trainLine(page);
  await go(page, 'model');
  await chooseLine(page);
  const l2 = known(page, 'family').locator('xpath=ancestor::form').getByRole('textbox').first();
  await l2.fill('-1');
  await l2.press('Enter');
  await page.waitForFunction(() => document.querySelector('[data-test="train"]').disabled);
  assert.match(await known(page, 'cannot-train').innerText(), /out of range/);
  assert.match(await l2.locator('xpath=..').locator('.fault').innerText(), /\d/);
  await untilStep(page, 'model');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.waitForFunction(() => !document.querySelector('[data-test="train"]').disabled);
  assert.notEqual(await l2.inputValue(), '-1');
}));
