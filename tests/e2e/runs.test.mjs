// Runs: training keeps the models before it; going back to one trains nothing, and a reload, the way back and undo lose none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { go, kept, known, modelFingerprint, openReady, prediction, trainLine, untilExplained, untilStep, visit, withBrowser } from './harness.mjs';

withBrowser();

const names = (page) => known(page, 'runs').getByRole('textbox').evaluateAll((fields) => fields.map((field) => field.value || field.placeholder));
const chosen = (page) => known(page, 'runs').getByRole('radio').evaluateAll((radios) => radios.findIndex((radio) => radio.checked) + 1);
const undoes = (page) => known(page, 'undo').getAttribute('title');

test('a run is kept when another is trained, and is looked at again without training', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const first = await prediction(page);
  assert.equal(await known(page, 'runs').count(), 0);
  await go(page, 'model');
  assert.equal(await known(page, 'runs').count(), 0, 'one run needs no list');
  const network = await modelFingerprint(page);
  await trainLine(page);
  await go(page, 'model');
  assert.deepEqual([await names(page), await chosen(page)], [['run 1', 'run 2'], 2]);
  const line = await modelFingerprint(page);
  assert.notEqual(line, network);

  await known(page, 'runs').getByRole('radio', { name: 'Look at run 1' }).check();
  await untilStep(page, 'explain');
  assert.equal(await modelFingerprint(page), network);
  assert.equal(await known(page, 'family').getByRole('button', { name: 'network' }).getAttribute('aria-pressed'), 'true');
  assert.equal(await undoes(page), 'Undo: look at run 1');
  await go(page, 'explain');
  await untilExplained(page);
  assert.equal(await prediction(page), first);

  // The address tells of one run; the way back loses none.
  await go(page, 'model');
  await page.goBack();
  await page.goBack();
  await untilStep(page, 'explain');
  await go(page, 'model');
  assert.deepEqual(await names(page), ['run 1', 'run 2']);

  const name = known(page, 'runs').getByRole('textbox').nth(1);
  await name.fill('the line');
  await name.press('Enter');
  await page.waitForFunction(() => document.querySelector('[data-test="undo"]').title === 'Undo: name of run 2');
  await known(page, 'runs').getByRole('radio', { name: 'Look at the line' }).check();
  await untilStep(page, 'explain');
  assert.equal(await modelFingerprint(page), line);

  await kept(page);
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  await go(page, 'model');
  assert.deepEqual([await names(page), await chosen(page)], [['run 1', 'the line'], 2]);
  assert.equal(await modelFingerprint(page), line);

  await known(page, 'runs').getByRole('button', { name: 'Remove the line' }).click();
  await untilStep(page, 'explain');
  assert.equal(await known(page, 'runs').count(), 0);
  assert.equal(await modelFingerprint(page), network);
  await known(page, 'undo').click();
  assert.deepEqual([await names(page), await chosen(page)], [['run 1', 'the line'], 2]);
}));
