// Undo and redo: every kind of choice is taken back and made again, by button and by key, with its name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, go, known, openReady, openSample, pickFile, prediction, trainLine, type, untilExplained, visit, withBrowser } from './harness.mjs';

withBrowser();

const undone = (page) => known(page, 'undo').getAttribute('aria-label');
const redone = (page) => known(page, 'redo').getAttribute('aria-label');
const said = (page) => known(page, 'travelled').innerText();

test('nothing can be undone before anything was chosen', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  assert.equal(await undone(page), 'Undo: nothing');
  assert.equal(await known(page, 'undo').getAttribute('aria-disabled'), 'true');
  // Playwright would wait for it to be enabled.
  await known(page, 'undo').dispatchEvent('click');
  await known(page, 'redo').dispatchEvent('click');
  assert.equal(await known(page, 'travelled').innerText(), '');
}));

test('a what-if, a target, a model and a table are taken back one by one, and made again', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const first = await prediction(page);
  const row = known(page, 'feature-1');
  await type(row.locator('input[type="text"]'), '60');
  await untilExplained(page);
  const edited = await prediction(page);
  const name = await undone(page);
  assert.match(name, /^Undo: .+ = 60$/);

  await trainLine(page);
  assert.match(await undone(page), /^Undo: training with another family of models$/);
  await go(page, 'explain');
  const line = await prediction(page);

  await openSample(page, 'iris');
  assert.equal(await undone(page), 'Undo: opening of iris');

  await known(page, 'undo').click();
  assert.match(await said(page), /^Undone: opening of iris$/);
  await go(page, 'explain');
  await untilExplained(page);
  assert.equal(await prediction(page), line);

  // The draft is the choice before the training.
  await known(page, 'undo').click();
  assert.equal(await undone(page), 'Undo: family of models');
  await known(page, 'undo').click();
  await untilExplained(page);
  assert.equal(await prediction(page), edited);
  assert.equal(await undone(page), name);

  await page.keyboard.press('Control+z');
  await untilExplained(page);
  assert.equal(await prediction(page), first);
  assert.equal(await undone(page), 'Undo: nothing');

  await page.keyboard.press('Control+Shift+z');
  await untilExplained(page);
  assert.equal(await prediction(page), edited);
  await page.keyboard.press('Control+y');
  await page.keyboard.press('Control+y');
  await untilExplained(page);
  assert.equal(await prediction(page), line);
  assert.equal(await redone(page), 'Redo: opening of iris');
}));

test('a key in a field is the field’s, and a new choice ends what could be redone', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const seed = field(page.locator('#screen'), 'seed');
  await type(seed, '7');
  assert.equal(await undone(page), 'Undo: seed of the split');
  await seed.focus();
  await page.keyboard.press('Control+z');
  assert.equal(await undone(page), 'Undo: seed of the split');
  await seed.fill('7');
  await seed.blur();
  await known(page, 'undo').click();
  assert.equal(await redone(page), 'Redo: seed of the split');
  await type(seed, '8');
  assert.equal(await redone(page), 'Redo: nothing');
}));

test('a file that could not be read is taken back by undo', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'good.csv', `a,b,c\n${Array.from({ length: 40 }, (_, i) => `${i},${i * 2},${i % 2 ? 'x' : 'y'}`).join('\n')}\n`);
  await untilExplained(page);
  await go(page, 'data');
  await pickFile(page, 'bad.csv', 'only one column\n1\n2\n');
  await page.waitForSelector('.notice.bad');
  assert.equal(await undone(page), 'Undo: opening of bad.csv');
  await known(page, 'undo').click();
  await untilExplained(page);
  assert.equal(await page.textContent('.source'), 'good.csv');
}));
