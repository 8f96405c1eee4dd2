// What the Data screen says of a table, and what one click does about it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { go, known, openReady, openSample, pickFile, seeded, untilExplained, untilStep, visit, withBrowser } from './harness.mjs';

withBrowser();

/** Customers who leave: a score that is known only afterwards, dates with the day first, answers, and a column for nobody. */
function leavers() {
  const random = seeded(23);
  const rows = Array.from({ length: 300 }, (_, i) => {
    const visits = Math.floor(40 * random());
    const left = visits + 12 * random() < 20;
    const day = `${String(1 + (i * 7) % 28).padStart(2, '0')}/${String(1 + (i * 5) % 12).padStart(2, '0')}/2023`;
    return [day, random() < 0.5 ? 'yes' : 'no', visits, left ? 90 + (i % 9) : i % 80, 'same', left ? 'left' : 'stays'].join(',');
  });
  return ['since,newsletter,visits,score,all,fate', ...rows].join('\n');
}

const hints = (page) => known(page, 'hint').allInnerTexts();

test('data: what makes scores too good is named, and one click acts on it', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'leavers.csv', leavers());
  await untilExplained(page);
  assert.match(await known(page, 'table-finding').innerText(), /2 are numbers, 2 are categories, 1 is yes or no, 1 is a date\./);
  const said = await hints(page);
  assert.equal(said.length, 2, said.join('\n'));
  assert.match(said[0], /^score alone predicts fate correctly in (100|99\.\d)\u202f% of the rows/);
  assert.match(said[1], /^since is a date, and the rows are split at random/);

  await page.getByRole('button', { name: 'Turn score off' }).click();
  await untilExplained(page);
  assert.equal(await page.getByRole('checkbox', { name: 'Use score as a feature' }).isChecked(), false);
  await page.getByRole('button', { name: 'Divide the rows in the order of since' }).click();
  await untilExplained(page);
  assert.deepEqual(await hints(page), []);
  assert.equal(await known(page, 'split').getByRole('combobox', { name: 'by', exact: true }).inputValue(), 'since');

  await page.getByRole('combobox', { name: 'sorted' }).selectOption('by relation to the target');
  assert.match(await known(page, 'columns').locator('tbody').first().innerText(), /^\s*visits/);
  assert.match(await known(page, 'related-finding').innerText(), /move together most: 0\.\d{3}\.|no two features move together/);
}));

test('data: a date is changed as a date', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'leavers.csv', leavers());
  await untilExplained(page);
  await go(page, 'explain');
  const field = page.getByLabel('since', { exact: true });
  assert.match(await field.inputValue(), /^2023-\d\d-\d\d$/);
  await field.fill('2031-02-03');
  await untilExplained(page);
  assert.match(await page.locator('.feature', { has: field }).innerText(), /Trained on 2023-\d\d-\d\d to 2023-\d\d-\d\d only\./);
  assert.match(await known(page, 'shap').innerHTML(), /2031-02-03/);
}));

test('data: on a phone the answer comes first and other tables are folded away', () => visit({ context: { viewport: { width: 360, height: 800 } } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await untilStep(page, 'data');
  const sample = known(page, 'sample-iris');
  assert.equal(await sample.isVisible(), false);
  const essential = known(page, 'columns').getByRole('combobox', { name: 'Kind of age' });
  const box = await essential.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360, 'the kind is beyond the edge');
  await page.getByRole('button', { name: 'More about age' }).click();
  assert.match(await page.locator('.column-detail').innerText(), /From 19 to 75, mean 35\.5, median 33, in years\./);
  await page.getByRole('button', { name: 'Open another table' }).click();
  await sample.click();
  await untilStep(page, 'data');
  assert.match(await known(page, 'table-finding').innerText(), /^150 rows/);
  assert.equal(await sample.isVisible(), false, 'the answer takes the room again');
}));

test('data: what is read anew stands at once, and another table is built in turns', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await untilStep(page, 'data');
  const n = await page.locator('.columns-table tbody').count();
  for (let round = 0; round < 2; round += 1) {
    await watchColumns(page);
    await known(page, 'columns').getByRole('combobox', { name: 'Kind of age' }).selectOption(round ? 'number' : 'category');
    await untilStep(page, 'data');
    assert.equal(await mostAtOnce(page), n, 'what was read anew came in turns');
    for (const sample of ['breast_cancer', 'german_credit']) {
      await watchColumns(page);
      await openSample(page, sample);
      await go(page, 'data');
      assert.ok(await mostAtOnce(page) <= 4, 'another table came at once');
    }
  }
}));

/** Counts from now on how many columns are added to the list in one task. */
function watchColumns(page) {
  return page.evaluate(() => {
    globalThis.watched?.disconnect();
    globalThis.most = 0;
    globalThis.watched = new MutationObserver((records) => {
      const added = records.flatMap((record) => [...record.addedNodes]).filter((node) => node instanceof Element && node.isConnected);
      const columns = added.flatMap((node) => (node.matches('.columns-table tbody') ? [node] : [...node.querySelectorAll('.columns-table tbody')]));
      globalThis.most = Math.max(globalThis.most, new Set(columns).size);
    });
    globalThis.watched.observe(document.querySelector('main'), { childList: true, subtree: true });
  });
}

function mostAtOnce(page) {
  return page.evaluate(() => globalThis.most);
}
