// How a table is laid out and what is predicted: what was taken is said, with a button for the other, and undo leads back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { go, known, openReady, pickFile, plain, type, untilExplained, untilStep, visit, withBrowser } from './harness.mjs';
import { exact } from './row.mjs';

withBrowser();

const sample = (name) => readFile(new URL(`../fixtures/cases/${name}.csv`, import.meta.url));
const table = (header, n, row) => `${header}\n${Array.from({ length: n }, (_, i) => row(i)).join('\n')}\n`;

/** Waits until the table on the screen has so many rows. */
function rowsAre(page, n) {
  return page.waitForFunction((wanted) => document.querySelector('[data-test="table-finding"]')?.textContent.startsWith(`${wanted} rows`)
    && !document.querySelector('.dim [data-test="table-finding"]'), n);
}

const doubt = (page, text) => known(page, 'doubt').filter({ hasText: text });
const press = (place, name) => place.getByRole('button', { name, exact: true }).click();
const undo = (page) => known(page, 'undo').click();

test('structure: units, titles, names further down and totals are told, and read otherwise at a click', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'units row.csv', await sample('unitsrow'));
  await rowsAre(page, 90);
  const units = doubt(page, 'Line 2 holds units and was left out: hour in h, load in kW.');
  await press(units, 'Read line 2 as a row');
  await rowsAre(page, 91);
  await undo(page);
  await rowsAre(page, 90);

  await pickFile(page, 'concat.csv', await sample('concat'));
  await rowsAre(page, 100);
  assert.match(await page.locator('.notes').innerText(), /One row says the names once more and was left out\. First on line \d+\./);

  const body = table('shop,sold,returned', 20, (i) => `s${i % 4},${(i * 7) % 11},${i % 3}`);
  await pickFile(page, 'titles.csv', `Sales of 2024\n\n# made by a program\n${body}Total,101,19\n`);
  await rowsAre(page, 21);
  assert.match(await known(page, 'read-as').locator('summary').innerText(), /line 4 holds the names\.$/);
  assert.match(await page.locator('.notes').innerText(), /The names are on line 4; what stands above them was left out\./);
  await press(doubt(page, 'The last row, on line 25, says “Total”.'), 'Leave line 25 out');
  await rowsAre(page, 20);
  await press(doubt(page, 'Line 25 was left out.'), 'Read line 25 as a row');
  await rowsAre(page, 21);
  // The user says where the names are.
  await known(page, 'read-as').locator('summary').click();
  await page.getByRole('textbox', { name: 'names are on line' }).fill('5');
  await page.keyboard.press('Enter');
  await rowsAre(page, 20);
  assert.match(await known(page, 'read-as').locator('summary').innerText(), /line 5 holds the names\.$/);
}));

test('structure: levels that differ in case are joined, and which texts mean missing is chosen', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const city = ['Berlin', 'berlin', 'BERLIN', 'Rome'];
  await pickFile(page, 'cities.csv', table('city,x,target', 60, (i) => `${city[i % 4]},${i % 9},${['a', 'b'][i % 2]}`));
  await rowsAre(page, 60);
  await press(doubt(page, 'city has levels that differ in case or blanks only'), 'Join levels of city');
  await press(doubt(page, 'Levels of city that differ in case or blanks only are joined.'), 'Keep them apart');
  await doubt(page, '4 levels become 2').waitFor();
  await press(doubt(page, 'city has levels that differ in case or blanks only'), 'Join levels of city');
  await doubt(page, 'are joined.').waitFor();
  await undo(page);
  await doubt(page, '4 levels become 2').waitFor();

  await pickFile(page, 'answers.csv', await sample('variants_target'));
  await rowsAre(page, 160);
  await known(page, 'dataset-finding').filter({ hasText: /^answer is one of no \([^)]*\), yes \([^)]*\)\./i }).waitFor();

  await pickFile(page, 'namibia.csv', await sample('namibia'));
  await rowsAre(page, 150);
  const missing = known(page, 'missing-texts');
  const summary = missing.locator('summary');
  assert.match(plain(await summary.innerText()), /^Read as missing: “NA” \(\d+ cells\)\.$/);
  await press(doubt(page, 'In country it may be a code, as DE, FR, NC are.'), 'Read “NA” as a value');
  await summary.filter({ hasText: 'Read as missing: no cell.' }).waitFor();
  await undo(page);
  await summary.filter({ hasText: /Read as missing: “NA”/ }).waitFor();
  await summary.click();
  await missing.getByRole('checkbox', { name: 'NA means missing' }).click();
  await summary.filter({ hasText: 'Read as missing: no cell.' }).waitFor();
  await summary.click();
  await missing.getByRole('textbox', { name: 'Another text that means missing' }).fill('FR');
  await press(missing, 'Count it as missing');
  await summary.filter({ hasText: /Read as missing: “FR”/ }).waitFor();
  await undo(page);
  // What is chosen within a moment is one step.
  await summary.filter({ hasText: /Read as missing: (no cell|“NA”)/ }).waitFor();
}));

test('structure: the target is chosen with a reason, and codes are classes or amounts', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  // The last column is the same throughout: nothing fails.
  const flat = (header) => table(header, 60, (i) => `${(i * 7) % 41},${['yes', 'no'][Math.floor(i / 3) % 2]},${(i * 3) % 17},same`);
  await pickFile(page, 'notes.csv', flat('size,smoker,price,Notes'));
  await untilExplained(page);
  await known(page, 'asked').filter({ hasText: 'price is predicted because its name says so.' }).waitFor();
  assert.equal(await known(page, 'asked').getByRole('button').count(), 0);
  await pickFile(page, 'in doubt.csv', flat('size,smoker,weight,Notes'));
  await untilStep(page, 'data');
  const asked = known(page, 'asked').filter({ hasText: 'What should it predict?' });
  await asked.waitFor();
  assert.equal(await asked.getByRole('button').count(), 3);
  await press(asked, 'weight');
  await known(page, 'dataset-finding').filter({ hasText: 'weight is a number' }).waitFor();
  await page.waitForFunction(() => !document.querySelector('[data-test="asked"]'));

  await pickFile(page, 'coded.csv', await sample('coded'));
  await known(page, 'dataset-finding').filter({ hasText: 'species is one of 0' }).waitFor();
  await press(known(page, 'codes').filter({ hasText: 'species has 3 codes and is predicted as 3 classes.' }), 'Predict an amount');
  await known(page, 'dataset-finding').filter({ hasText: 'species is a number' }).waitFor();
  await press(known(page, 'codes').filter({ hasText: 'Its 3 values may be codes of classes.' }), 'Predict 3 classes');
  await known(page, 'dataset-finding').filter({ hasText: 'species is one of 0' }).waitFor();

  await pickFile(page, 'pandas.csv', await sample('pandas_index'));
  await known(page, 'dataset-finding').filter({ hasText: 'target is one of' }).waitFor();
  assert.equal(await page.getByRole('rowheader', { name: 'column 1' }).locator('.why').innerText(), 'names the rows, so it is off');
}));

test('structure: of 1,200 columns the page has the controls that are looked at, and finds the others by name', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const names = Array.from({ length: 1200 }, (_, j) => `c${j}`).join(',');
  const cells = (i) => Array.from({ length: 1200 }, (_, j) => (i * i + i * j + j) % 19).join(',');
  await pickFile(page, 'wide.csv', table(`${names},answer`, 80, (i) => `${cells(i)},${['yes', 'no'][i % 2]}`));
  await known(page, 'table-finding').filter({ hasText: /1.?201 columns/ }).waitFor();
  await untilExplained(page);
  await go(page, 'explain');
  const features = page.locator('.row .feature');
  await page.getByRole('button', { name: /^Show 60 more of 1.?200 features$/ }).waitFor();
  assert.equal(await features.count(), 60);
  await page.getByRole('button', { name: /^Show 60 more of/ }).click();
  await page.waitForFunction(() => document.querySelectorAll('.row .feature').length === 120);
  const search = page.getByRole('searchbox', { name: 'Features with this text in their name' });
  // As it is typed: lists of any length follow each other.
  for (const [text, n] of [['c', 120], ['c1', 120], ['c12', 11], ['c120', 1], ['c12', 11], ['', 120]]) {
    await search.fill(text);
    await page.waitForFunction((wanted) => document.querySelectorAll('.row .feature').length === wanted, n);
  }
  await search.fill('C1199');
  await page.waitForFunction(() => document.querySelectorAll('.row .feature').length === 1);
  await type(exact(page, 'c1199'), '3');
  await untilExplained(page);
  await search.fill('no such');
  await page.getByText('No feature has this text in its name.').waitFor();
}));

/** A table in an encoding: what it is, its bytes by line, and a word that is seen then. */
const EAST = [
  ['GB18030', '\xd0\xd5\xc3\xfb,\xb3\xc7\xca\xd0,\xc4\xea\xc1\xe4\n', ['\xd5\xc5\xce\xb0,\xb1\xb1\xbe\xa9,#\n', '\xcd\xf5\xb7\xbc,\xc9\xcf\xba\xa3,#\n'], '城市'],
  ['Big5', '\xa9m\xa6W,\xab\xb0\xa5\xab,\xa6~\xc4\xd6\n', ['\xb3\xaf\xa4j\xa4\xe5,\xa5x\xa5_,#\n', '\xaaL\xac\xfc\xac\xc2,\xb0\xaa\xb6\xaf,#\n'], '城市'],
  ['Shift_JIS', '\x96\xbc\x91O,\x93s\x8es,\x94N\x97\xee\n', ['\x8eR\x93c\x82\xbd\x82\xeb\x82\xa4,\x93\x8c\x8b\x9e,#\n', '\x8d\xb2\x93\xa1\x82\xcd\x82\xc8\x82\xb1,\x91\xe5\x8d\xe3,#\n'], '都市'],
  ['EUC-JP', '\xcc\xbe\xc1\xb0,\xc5\xd4\xbb\xd4,\xc7\xaf\xce\xf0\n', ['\xbb\xb3\xc5\xc4\xa4\xbf\xa4\xed\xa4\xa6,\xc5\xec\xb5\xfe,#\n', '\xba\xb4\xc6\xa3\xa4\xcf\xa4\xca\xa4\xb3,\xc2\xe7\xba\xe5,#\n'], '都市'],
  ['EUC-KR', '\xc0\xcc\xb8\xa7,\xb5\xb5\xbd\xc3,\xb3\xaa\xc0\xcc\n', ['\xb1\xe8\xc3\xb6\xbc\xf6,\xbc\xad\xbf\xef,#\n', '\xc0\xcc\xbf\xb5\xc8\xf1,\xba\xce\xbb\xea,#\n'], '도시'],
];

test('structure: files in encodings of East Asia are read as what they are', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  for (const [name, head, rows, word] of EAST) {
    const text = head + Array.from({ length: 30 }, (_, i) => rows[i % 2].replace('#', String(20 + i))).join('');
    await pickFile(page, `${name}.csv`, Buffer.from(text, 'latin1'));
    await rowsAre(page, 30);
    await known(page, 'read-as').locator('summary').filter({ hasText: `Read as ${name}:` }).waitFor();
    assert.match(await page.locator('.notes').innerText(), new RegExp(`not in UTF-8; it was read as ${name}\\.`));
    await page.waitForFunction((wanted) => document.querySelector('[data-test="columns"]').textContent.includes(wanted), word);
  }
  // The user knows better.
  await known(page, 'read-as').locator('summary').click();
  await page.getByRole('combobox', { name: 'encoding' }).selectOption('GB18030');
  await known(page, 'read-as').locator('summary').filter({ hasText: 'Read as GB18030:' }).waitFor();
  await page.waitForFunction((word) => !document.querySelector('[data-test="columns"]').textContent.includes(word), EAST.at(-1)[3]);
}));
