// Files as people have them by mistake, one of each class, and names in every script: the page says what is wrong with a
// file, where, and what to do; it keeps what was there; and it shows any text as text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNoSidewaysScroll, field, go, known, openReady, painted, pickFile, plain, quoted, screens, untilExplained, untilSource, untilStep, visit, withBrowser } from './harness.mjs';

withBrowser();

const utf16 = (text) => Buffer.from(`\ufeff${text}`, 'utf16le');
const bytes = (...all) => Buffer.concat(all.map((part) => Buffer.from(part, 'latin1')));

/** One file of each class: its content, and what is said, of the table or of why there is none. */
const FILES = [
  ['empty.csv', ' \n\n', /^"empty\.csv": The file is empty\. Choose a file with a header/],
  ['header only.csv', 'a,b\n', /^"header only\.csv": The file has a header and no rows below it\. Add rows/],
  ['one column.csv', 'alone\n1\n2\n', /^"one column\.csv": Only one column was found \("alone"\).* say which/],
  ['unclosed.csv', 'a,b\n1,2\n"3,4\n', /^"unclosed\.csv": A quote opened on line 3 is never closed\. Close it/],
  ['zero.csv', 'a,b\n1,2\n3,\0\n', /^"zero\.csv": .* a zero byte, first on line 3\. Export it as CSV/],
  ['book.csv', bytes('PK\x03\x04\x14\0'), /^"book\.csv": .* Excel.* Export it as CSV/],
  ['wide.csv', `${Array(2001).fill('x').join(',')}\n1\n`, /^"wide\.csv": The table has at least 2,001 columns; the limit is 2,000\. Leave out columns/],
  ['ragged.csv', 'a,b\n1\n2,3\n4,5,6\n', { rows: 3, notes: ['One row has fewer cells', 'First on line 2.', 'One row has more cells', 'First on line 4.'] }],
  ['names.csv', 'a,a,\n1,2,3\n4,5,6\n', { rows: 2, notes: ['The name "a" stands above more than one column', 'Column 3 has no name'] }],
  ['latin.csv', bytes('gr\xf6\xdfe,b\n1,2\n3,4\n'), { rows: 2, notes: ['read as Windows-1252'], read: /^Read as Windows-1252: / }],
  ['wide letters.csv', utf16('größe;b\n1,5;2\n3,5;4\n'), { rows: 2, read: /^Read as UTF-16 LE: cells separated by semicolons, numbers written 1\.234,5/ }],
  ['excel.csv', 'sep=|\na|b\n1|2\n3|4\n', { rows: 2, read: /separated by pipes/ }],
  ['long.csv', `a,b\n1,${'x'.repeat(10_000_000)}\n2,y\n`, { rows: 2 }],
];

test('B2: one file of each class is read, or refused with its name, the place and the way on', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  let good = await page.textContent('.source');
  for (const [name, content, expected] of FILES) {
    await pickFile(page, name, content);
    if (expected instanceof RegExp) {
      await untilStep(page, 'data', 'failed');
      const said = await page.locator('.notice [role="alert"] p').first().innerText();
      assert.match(said, expected);
      // What was loaded before is there again.
      await known(page, 'go-back').click();
      await untilSource(page, good);
      await page.waitForFunction(() => document.querySelector('[data-test="table-finding"]') && !document.querySelector('.dim [data-test="table-finding"]'));
    } else {
      await page.waitForFunction((n) => document.querySelector('[data-test="table-finding"]')?.textContent.startsWith(`${n} rows`)
        && !document.querySelector('.dim [data-test="table-finding"]'), expected.rows);
      const notes = await page.locator('.notes').allInnerTexts();
      for (const part of expected.notes ?? []) assert.ok(notes.join(' ').includes(part), `${name}: ${notes} has no ${part}`);
      if (!expected.notes) assert.deepEqual(notes, [], name);
      if (expected.read) assert.match(await known(page, 'read-as').locator('summary').innerText(), expected.read);
      good = name;
    }
  }
}));

test('B2: quotes and encoding can be set by hand, where what is recognised is wrong', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const row = (i) => `'${i},5',${i % 2 ? 'gr\xfcn' : 'rot'}\n`;
  await pickFile(page, 'apostrophes.csv', bytes('n,c\n', ...Array.from({ length: 40 }, (_, i) => row(i))));
  await untilStep(page, 'data', /done|failed/);
  const readAs = known(page, 'read-as');
  await readAs.locator('summary').click();
  await readAs.getByRole('group', { name: 'What cells are quoted with' }).getByRole('button', { name: "'" }).click();
  await page.waitForFunction(() => !document.querySelector('.notes') || !/more cells/.test(document.querySelector('.notes').textContent));
  await known(page, 'first-rows').locator('summary').click();
  assert.match(plain(await page.locator('.preview').innerText()), /1,5\s+grün/);
  // The user may be wrong, and is told so.
  if (!await field(readAs, 'encoding').isVisible()) await readAs.locator('summary').click();
  await field(readAs, 'encoding').selectOption('UTF-8');
  await page.locator('.notes').filter({ hasText: /20 places are not in the encoding/ }).waitFor();
  if (!await field(readAs, 'encoding').isVisible()) await readAs.locator('summary').click();
  await field(readAs, 'encoding').selectOption('Windows-1252');
  await page.waitForFunction(() => !document.querySelector('.notes'));
}));

test('dates that may be read in two ways are so as the user says, and the page says which', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const row = (i) => `${1 + i % 12}/${1 + (i * 5) % 12}/2024,${i % 7},${i % 2 ? 'yes' : 'no'}\n`;
  await pickFile(page, 'dates.csv', bytes('day,n,answer\n', ...Array.from({ length: 60 }, (_, i) => row(i))));
  await untilStep(page, 'data');
  const note = (order) => page.locator('.notes').filter({ hasText: `The dates of "day" are read with the ${order}; no cell says which is which.` });
  await note('day before the month').waitFor();
  const readAs = known(page, 'read-as');
  await readAs.locator('summary').click();
  await readAs.getByRole('group', { name: 'Which comes first where no cell of a column of dates tells' }).getByRole('button', { name: 'month first' }).click();
  await note('month before the day').waitFor();
  assert.equal(await known(page, 'undo').getAttribute('aria-label'), 'Undo: order of day and month');
  await known(page, 'undo').click();
  await note('day before the month').waitFor();
}));

const NAMES = [
  'العربية 123', '\u202edesrever', 'e\u0301 und é', '👩\u200d👩\u200d👧\u200d👦', 'n'.repeat(10_000), 'İSTANBUL ıi', '=1+1', 'zero\u200bwidth',
  '<b onclick=alert(1)>bold</b>', 'two\nlines', 'a"b', 'age', 'аge', 'answer',
];

test('B8: names and cells in every script are shown as they are, cut where they are long, and turn nothing around', () => visit({ context: { viewport: { width: 360, height: 740 } } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const cell = (i, j) => (j === 0 ? `שלום ${i % 5} (12)` : j === 4 ? 'v'.repeat(3000) + (i % 3) : j === NAMES.length - 1 ? ['yes', 'no'][i % 2] : String((i * (j + 3)) % 17));
  const rows = [NAMES, ...Array.from({ length: 60 }, (_, i) => NAMES.map((_, j) => cell(i, j)))];
  await pickFile(page, 'every script.csv', rows.map((r) => r.map(quoted).join(',')).join('\r\n'));
  await untilExplained(page);
  const shown = await page.locator('.columns-table th[scope="row"] bdi').evaluateAll((all) => all.map((e) => [e.textContent, e.title, e.getBoundingClientRect().width]));
  assert.deepEqual(shown.map((s) => s[0]), NAMES);
  assert.deepEqual(shown.map((s) => s[1]), NAMES, 'the whole name is not at hand');
  assert.ok(shown.every((s) => s[2] <= 0.6 * 360 + 1), `a name is ${Math.max(...shown.map((s) => s[2]))} px wide`);
  await known(page, 'first-rows').locator('summary').click();
  assert.deepEqual(await page.locator('.preview tbody tr').first().locator('bdi').allTextContents(), rows[1]);
  for (const screen of await screens(page)) {
    await go(page, screen);
    await painted(page);
    await expectNoSidewaysScroll(page, screen);
  }
  assert.equal(await page.locator('b[onclick]').count(), 0);
}));
