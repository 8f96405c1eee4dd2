// Cells as people write them: what is said of how they were read, and the buttons for another reading.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { go, known, openReady, pickFile, plain, untilSource, untilStep, visit, withBrowser } from './harness.mjs';

withBrowser();

const file = (name) => readFileSync(new URL(`../fixtures/cases/${name}.csv`, import.meta.url), 'utf8');

/** Opens a file of its own on the Data screen. */
async function open(page, name, text = file(name)) {
  await pickFile(page, `${name}.csv`, text);
  await untilSource(page, `${name}.csv`);
  await untilStep(page, 'data');
}

const remark = (page, text) => known(page, 'remark').filter({ hasText: text });
const press = (page, text, label) => remark(page, text).getByRole('button', { name: label }).click();
const notes = async (page) => plain(await page.locator('.notes').innerText());
const kind = (page, column) => page.getByRole('combobox', { name: `Kind of ${column}`, exact: true });
const kindIs = (page, column, wanted) => page.waitForFunction(
  ([name, value]) => document.querySelector('[data-test="columns"]') && [...document.querySelectorAll('[data-test="columns"] tbody')]
    .some((body) => body.querySelector('bdi')?.title === name && body.querySelector('select')?.value === value), [column, wanted],
);
const undo = (page) => page.keyboard.press('Control+z');

test('cells: a mark in doubt and odd cells are told, read otherwise on request, and undone', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await open(page, 'dots');
  await remark(page, 'It is read as 2401, with a point between thousands.').waitFor();
  await press(page, '2.401', 'Read it as 2.401');
  await remark(page, 'It is read as 2.401, with a decimal point.').waitFor();
  await press(page, '2.401', 'Read it as 2401');
  await remark(page, 'It is read as 2401').waitFor();

  await open(page, 'spoilt');
  const odd = '3 cells of "lead_ppm" are not numbers and count as missing.';
  await remark(page, odd).locator('summary').click();
  assert.match(plain(await remark(page, odd).locator('.odd').innerText()), /"<0\.1" on line \d+/);
  await press(page, odd, 'Keep as category');
  const kept = remark(page, '"lead_ppm" is kept as it is written: 3 of its 120 cells could not be read as numbers.');
  await kept.waitFor();
  await kindIs(page, 'lead_ppm', 'category');
  await kept.getByRole('button', { name: 'Read as numbers, and make 3 cells missing' }).click();
  await kindIs(page, 'lead_ppm', 'number');
}));

test('cells: units, codes, times and numbers that may mean missing are told', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await open(page, 'currency');
  assert.match(await notes(page), /Read as numbers, with the unit beside the name: price \(\$\), discount \(%\)\./);
  assert.match(plain(await page.getByRole('rowheader', { name: 'price' }).innerText()), /^price \(\$\)/);
  await open(page, 'postcodes_de');
  await press(page, '"01067" in "plz" looks like a code', 'Read as numbers');
  await kindIs(page, 'plz', 'number');
  await open(page, 'dates_month');
  await remark(page, 'The times in "time" are read as hours: 18:54 is 18.9.').waitFor();
  assert.equal(await kind(page, 'visit').inputValue(), 'date');
  await open(page, 'sentinel');
  await press(page, '-999 stands in', 'Treat -999 as missing');
  await remark(page, '-999 counts as missing in "age"').waitFor();
  await undo(page);
  await remark(page, '-999 stands in').waitFor();
}));

test('cells: a column that cannot be what is asked fails alone, and why one is off stays in view', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await open(page, 'units');
  await kind(page, 'fit').selectOption('number');
  await remark(page, '"fit" cannot be a number: none of its cells is one. It stays what it was.').waitFor();
  assert.equal(await kind(page, 'weight').inputValue(), 'number');
  const rows = Array.from({ length: 40 }, (_, i) => `person ${i},always`);
  await pickFile(page, 'nothing.csv', ['who,what', ...rows].join('\n'));
  await untilSource(page, 'nothing.csv');
  await kindIs(page, 'who', 'identifier');
  for (const [column, why] of [['who', 'names the rows, so it is off'], ['what', 'always the same, so it is off']]) {
    await page.getByRole('rowheader', { name: column }).locator('.why').filter({ hasText: why }).waitFor();
  }
}));
