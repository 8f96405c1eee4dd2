// What columns mean: a bundled table's labels and units stand wherever a name does, and its names stay in what leaves the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exported, field, go, known, openReady, openSample, pickFile, plain, type, untilExplained, visit, withBrowser } from './harness.mjs';
import { exact } from './row.mjs';

withBrowser();

const still = { context: { reducedMotion: 'reduce', acceptDownloads: true } };

/** Names of columns that have a label of their own. */
const NAMES = /month_duration|residence_since|present_employment|people_liable|number_of_credits|\bstatus\b/;

/** The words of a method's picture. */
async function texts(page, method) {
  const words = await known(page, method).locator('svg text').evaluateAll((all) => all.map((text) => text.firstChild.nodeType === Node.TEXT_NODE ? text.firstChild.textContent : text.lastChild.textContent));
  return plain(words.join('|')).replaceAll('\u00a0', ' ');
}

test('of a bundled table labels and units stand in pictures, sentences, controls, lists and on the stage', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'explain');
  for (const method of ['shap', 'lime']) {
    const words = await texts(page, method);
    assert.match(words, /duration\|\d+ months/, method);
    assert.match(words, /credit amount\|\d+ DM/, method);
    assert.doesNotMatch(words, NAMES, method);
  }
  assert.doesNotMatch(await known(page, 'finding').innerText(), NAMES);
  assert.match(await page.locator('.feature .name').first().getAttribute('title'), /^checking account\. Balance of /);
  await type(exact(page, 'duration'), '60');
  await untilExplained(page);
  await page.waitForFunction(() => /duration = 60.months:/.test(document.querySelector('[data-test="shap"] svg').textContent));
  await known(page, 'all-rows').click();
  await page.waitForSelector('.grid-body .grid-line');
  const heads = await page.locator('.grid [role="columnheader"]').allInnerTexts();
  assert.ok(heads.some((head) => plain(head).startsWith('duration (months)')), heads.join(', '));
  await page.getByRole('button', { name: 'Close the list' }).click();
  await known(page, 'present').click();
  await known(page, 'told').waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), NAMES);
}));

test('of a number the label of the target stands for its name', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'compas');
  await go(page, 'explain');
  assert.match(plain(await known(page, 'prediction').innerText()), /^charged again: (yes|no) /);
}));

test('exports and the Data screen keep the names of the file, beside what they mean', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'explain');
  const shap = known(page, 'shap');
  const file = JSON.parse((await exported(page, shap, 'JSON')).bytes);
  const names = file.rows.map((row) => row[0]);
  assert.ok(names.includes('month_duration') && names.includes('status'), names.join(', '));
  await go(page, 'data');
  const column = known(page, 'columns').locator('tbody').filter({ has: page.getByText('month_duration', { exact: true }) }).first();
  assert.match(plain(await column.innerText()), /month_duration \(months\)[^]*Duration\. For how long the credit is to run\./);
}));

test('a unit of one’s own table stands behind its numbers, and its names are as they are', () => visit(still, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const rows = Array.from({ length: 90 }, (_, i) => `${(i * 37) % 50} km,${(i * 13) % 40} EUR,${(i * 37) % 50 > 24 ? 'far' : 'near'}`);
  await pickFile(page, 'ways.csv', `way,fare,answer\n${rows.join('\n')}\n`);
  await untilExplained(page);
  await go(page, 'explain');
  assert.match(await texts(page, 'shap'), /way\|\d+ km\|.*fare\|\d+ EUR\|/);
}));
