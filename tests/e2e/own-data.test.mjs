// A table of one's own, as spreadsheets write them: dropped, picked or pasted, it goes all the way to an explanation.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  figures, fingerprints, go, known, modelFingerprint, openReady, openSample, pickFile, plain, prediction, quality, quoted, seeded, trainLine,
  trainLong, untilExplained, untilSource, untilStep, visit, withBrowser,
} from './harness.mjs';

withBrowser();

const CITIES = ['Köln', 'Zürich', 'São Paulo 🌴', 'القاهرة', 'תל אביב', '北京'];
const NOTES = ['neu', 'Stammkunde; seit "jeher"', 'erste Zeile\nzweite Zeile', 'ruft an, "bald"; vielleicht'];
const CLASSES = ['gut 😀', 'mittel', 'schlecht'];
const MISSING = ['', 'NA', '?'];

/** A table as a German spreadsheet writes it. The class follows from size and city, with some noise. */
function customers() {
  const random = seeded(20);
  const one = (list) => list[Math.floor(random() * list.length)];
  // In quotes is only what has to be.
  const written = (text) => (/[;"\n]/.test(text) ? quoted(text) : text);
  const comma = (number, digits) => number.toFixed(digits).replace('.', ',');
  const grouped = (text) => text.replace(/\B(?=(\d{3})+(?!\d)(?=.*,))/g, '.');
  const rows = Array.from({ length: 240 }, (_, i) => {
    const [size, income, city] = [1.5 + random() / 2, 900 + 4000 * random(), one(CITIES)];
    const score = 3 * (size - 1.75) + income / 3000 - CITIES.indexOf(city) / 4 + random() / 3;
    return [
      1001 + i, 'DE', random() < 0.1 ? one(MISSING) : comma(size, 2), grouped(comma(income, 2)),
      CLASSES[score > 0.6 ? 0 : score > 0 ? 1 : 2], random() < 0.08 ? one(MISSING) : city,
      one(['1', '2', 'drei', '4,5']), one(NOTES),
    ].map((cell) => written(String(cell)));
  });
  const head = ['Kundennummer', 'Land', 'Größe in m', 'Einkommen', 'Urteil', 'Stadt', 'Stufe', 'Notiz'];
  return `\ufeff${[head, ...rows].map((row) => row.join(';')).join('\r\n')}\r\n`;
}

/** Flats and their rents: a number is to be predicted, and some of everything is missing, of the target too. */
function flats() {
  const random = seeded(21);
  const rows = Array.from({ length: 300 }, () => {
    const [area, rooms, floor] = [20 + 100 * random(), 1 + Math.floor(5 * random()), Math.floor(8 * random())];
    const district = ['north', 'south', 'east', 'west'][Math.floor(4 * random())];
    const rent = 200 + 11 * area + 40 * rooms + (district === 'west' ? 250 : 0) + 60 * random();
    const cell = (text, share) => (random() < share ? MISSING[Math.floor(3 * random())] : text);
    return [cell(area.toFixed(1), 0.1), rooms, cell(floor, 0.05), cell(district, 0.1), cell(rent.toFixed(0), 0.04)];
  });
  return ['area,rooms,floor,district,rent', ...rows.map((row) => row.join(','))].join('\n');
}

/** Sixty rows with tabs, as a spreadsheet gives them to the clipboard. */
function pasted() {
  const random = seeded(22);
  const rows = Array.from({ length: 60 }, () => {
    const [age, weight] = [Math.floor(20 + 50 * random()), (50 + 50 * random()).toFixed(1)];
    return [age, weight, age / 50 + weight / 100 + random() > 1.9 ? 'yes' : 'no'].join('\t');
  });
  return ['age\tweight\tanswer', ...rows].join('\n');
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082', 'hex');

test('own data: a file from a spreadsheet is dropped, and its classes explained', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await drop(page, 'Kunden März.csv', customers());
  await untilSource(page, 'Kunden März.csv');
  await untilStep(page, 'data');
  assert.match(plain(await known(page, 'table-finding').innerText()), /^240 rows and 8 columns, of which 2 are numbers, 5 are categories, 1 names the rows\. \d+ cells are missing\.$/);
  assert.equal(await known(page, 'read-as').locator('summary').innerText(), 'Read as UTF-8: cells separated by semicolons, numbers written 1.234,5, the first line holds the names.');
  await known(page, 'first-rows').locator('summary').click();
  assert.match(await page.locator('.preview').innerText(), /ruft an, "bald"; vielleicht/);

  // Its name says that it is the target, though it is not the last column.
  await targetIs(page, 'Urteil');
  await known(page, 'asked').filter({ hasText: 'Urteil is predicted because its name says so.' }).waitFor();
  assert.match(plain(await known(page, 'dataset-finding').innerText()), /^Urteil is one of gut 😀 \([\d.]+ %\), mittel \([\d.]+ %\), schlecht \([\d.]+ %\)\. 5 features become \d+ columns/);
  assert.equal(await whyOff(page, 'Kundennummer'), 'names the rows, so it is off');
  assert.equal(await whyOff(page, 'Land'), 'always the same, so it is off');
  assert.equal(await page.getByRole('checkbox', { name: 'Use Kundennummer as a feature' }).isChecked(), false);
  assert.equal(await page.getByRole('checkbox', { name: 'Use Land as a feature' }).isChecked(), false);
  assert.equal(await page.getByRole('checkbox', { name: 'Use Stadt as a feature' }).isChecked(), true);

  await untilExplained(page);
  await expectTrained(page);
  await expectScores(page, ['accuracy', 'balanced accuracy', 'precision', 'recall', 'F1', 'MCC', 'ROC AUC', 'average precision', 'log loss', 'Brier score']);
  assert.equal(await known(page, 'confusion').locator('tbody tr').count(), 3);
  assert.match(plain(await expectExplained(page, 5)), /(gut 😀|mittel|schlecht) [\d.]+ %$/);
  // Missing is one choice among them, as it is in the table.
  const cities = await page.getByRole('combobox', { name: 'Stadt', exact: true }).locator('option').allInnerTexts();
  assert.deepEqual(cities.sort(), [...CITIES, 'missing'].sort());
}));

test('own data: a picked file with a number to predict, whose kinds and missing cells are decided anew', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'flats.csv', flats());
  await untilExplained(page);
  const found = () => known(page, 'dataset-finding').innerText().then(plain);
  const first = await found();
  assert.match(first, /^rent is a number, [\d.,]+ on average\. 4 features become 10 columns for the model; .* (\d+) rows are left out\.$/);

  // Rows with a missing area go too.
  await choose(page, 'What missing cells of area become', 'a reason to drop the row');
  await untilExplained(page);
  const dropped = (text) => Number(/(\d+) rows are left out/.exec(text)[1]);
  assert.ok(dropped(await found()) > dropped(first) + 10, 'no rows were dropped');
  // A flag less, as no area is missing any more; then five levels in place of one number; then no level for what is missing.
  assert.match(await found(), /4 features become 9 columns/);
  await choose(page, 'Kind of rooms', 'category');
  await untilExplained(page);
  assert.match(await found(), /4 features become 13 columns/);
  await choose(page, 'What missing cells of district become', 'the most frequent level');
  await untilExplained(page);
  assert.match(await found(), /4 features become 12 columns/);

  await expectTrained(page);
  await expectScores(page, ['R²', 'explained variance', 'RMSE', 'MAE', 'median error', 'largest error', 'MAPE']);
  assert.match(plain(await expectExplained(page, 4)), /^rent -?[\d.]+$/);
}));

test('own data: a pasted table', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await page.getByText('Paste a table').click();
  await page.getByRole('textbox', { name: 'A table as text, one row a line' }).fill(pasted());
  await page.getByRole('button', { name: 'Use this table' }).click();
  await untilSource(page, 'pasted table');
  await untilExplained(page);
  assert.match(await known(page, 'table-finding').innerText(), /^60 rows and 3 columns, of which 2 are numbers, 1 is yes or no\. No cell is missing\.$/);
  assert.match(await known(page, 'read-as').locator('summary').innerText(), /separated by tabs/);
  assert.match(plain(await expectExplained(page, 2)), /(yes|no) [\d.]+ %$/);
}));

// What was opened before the bad file, and what was chosen about it, is found again by the one button.
for (const [what, files] of [
  ['a picture', [{ name: 'scan.csv', content: PNG, says: /it is a picture\. Export it as CSV/ }]],
  ['one bad file after the other', [
    { name: 'nothing.csv', content: '', says: /The file is empty\. Choose a file with a header/ },
    { name: 'scan.csv', content: PNG, says: /it is a picture/ },
    { name: 'broken.csv', content: 'a,b\n1,"2\n3,4\n', says: /A quote opened on line 2 is never closed\. Close it/ },
  ]],
]) {
  test(`own data: ${what} is named, and what was there before comes back`, () => visit({}, async ({ page, server }) => {
    await openReady(page, server.url);
    await go(page, 'data');
    await pickFile(page, 'flats.csv', flats());
    await untilExplained(page);
    await chooseTarget(page, 'area');
    await untilExplained(page);
    await trainLine(page);
    await go(page, 'explain');
    await known(page, 'row-number').getByRole('textbox').fill('7');
    await page.keyboard.press('Enter');
    await untilExplained(page);
    const before = await everything(page);

    await go(page, 'data');
    for (const { name, content, says } of files) {
      await pickFile(page, name, content);
      const notice = page.getByRole('alert').filter({ hasText: says });
      await notice.waitFor();
      assert.match(await notice.innerText(), says);
      await untilStep(page, 'data', 'failed');
    }
    await known(page, 'go-back').click();
    await untilExplained(page);
    assert.deepEqual(await everything(page), before);
    await go(page, 'data');
    await targetIs(page, 'area');
  }));
}

test('own data: of tables that are opened in quick succession the last one counts', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const first = await everything(page);
  for (const names of [['iris', 'german_credit'], ['adult', 'german_credit'], ['iris', 'wine', 'german_credit', 'wine', 'german_credit']]) {
    await go(page, 'data');
    // Faster than a hand, so that no table is read before the next is asked for.
    await page.evaluate((all) => all.forEach((name) => document.querySelector(`[data-test="sample-${name}"]`).click()), names);
    await untilExplained(page);
    for (const screen of ['data', 'model', 'evaluate']) await untilStep(page, screen);
    assert.deepEqual(await everything(page), first, names.join(', then '));
  }
}));

test('own data: a table that is left while a model of it is trained leaves nothing behind', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const first = await everything(page);
  await trainLong(page);
  await openSample(page, 'german_credit');
  for (const screen of ['data', 'model', 'evaluate']) await untilStep(page, screen);
  assert.deepEqual(await everything(page), first);
}));

test('own data: after a file that was not taken, the sample that was open before can be opened', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const first = await everything(page);
  await go(page, 'data');
  await pickFile(page, 'nothing.csv', '');
  await untilStep(page, 'data', 'failed');
  await openSample(page, 'german_credit');
  assert.deepEqual(await everything(page), first);
}));

test('own data: a column that cannot be of the chosen kind stays what it was, and nothing else changes', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'flats.csv', flats());
  await untilExplained(page);
  const before = await everything(page);
  await go(page, 'data');
  await choose(page, 'Kind of district', 'number');
  await known(page, 'remark').filter({ hasText: '"district" cannot be a number: none of its cells is one.' }).waitFor();
  await untilExplained(page);
  assert.deepEqual(await everything(page), before);
}));

test('own data: a file may be dropped anywhere, so that one that misses does not replace the page', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const screen of ['explain', 'data']) {
    await go(page, screen);
    // The browser opens a dropped file in place of the page, unless the page says that it takes care of it.
    const taken = await page.locator('h1').evaluate((h1, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'missed.csv'));
      return ['dragover', 'drop'].map((kind) => !h1.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true })));
    }, flats());
    assert.deepEqual(taken, [true, true], `on ${screen}, the browser would leave the page for the file`);
    await untilSource(page, 'missed.csv');
    await untilExplained(page);
  }
}));

/** Drops a file on the intake, as a hand does: over it first. */
async function drop(page, name, content) {
  const transfer = await page.evaluateHandle(([fileName, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], fileName, { type: 'text/csv' }));
    return dataTransfer;
  }, [name, content]);
  const intake = known(page, 'intake').locator('.intake');
  await intake.dispatchEvent('dragover', { dataTransfer: transfer });
  assert.match(await intake.getAttribute('class'), /\bover\b/, 'the intake does not show that it would take the file');
  await intake.dispatchEvent('drop', { dataTransfer: transfer });
  assert.doesNotMatch(await intake.getAttribute('class'), /\bover\b/);
}

function choose(page, label, option) {
  return page.getByRole('combobox', { name: label, exact: true }).selectOption(option);
}

function chooseTarget(page, name) {
  return known(page, 'target').getByRole('combobox').selectOption(name);
}

function targetIs(page, name) {
  return page.waitForFunction((wanted) => document.querySelector('[data-test="target"] select')?.value === wanted, name);
}

function whyOff(page, column) {
  return page.getByRole('rowheader', { name: column }).locator('.why').innerText();
}

async function expectTrained(page) {
  await go(page, 'model');
  assert.match(await known(page, 'training').innerText(), /^It is a network .* learnt in .*\d+ epochs/);
}

/** Every score is there, for every part, and is a number. */
async function expectScores(page, names) {
  await go(page, 'evaluate');
  const scores = await known(page, 'scores').evaluate((table) => [...table.querySelectorAll('tbody tr')].map((tr) => ({
    name: (tr.querySelector('th button') ?? tr.querySelector('th')).textContent,
    exact: [...tr.querySelectorAll('td[title]:not([data-part="baseline"])')].map((td) => Number(td.title)),
  })));
  assert.deepEqual(scores.map((s) => s.name), [...names, 'rows']);
  for (const { name, exact } of scores.slice(0, -1)) {
    assert.equal(exact.length, 3, `${name} is not there for training, validation and test`);
    assert.ok(exact.every(Number.isFinite), `${name}: ${exact}`);
  }
}

/** Both methods explain the prediction, whose words are returned. */
async function expectExplained(page, nFeatures) {
  await go(page, 'explain');
  for (const method of ['shap', 'lime']) {
    const shares = [...(await figures(page, method)).values()].map((f) => f.share);
    assert.equal(shares.length, nFeatures);
    assert.ok(shares.every(Number.isFinite) && shares.some((share) => share !== 0), `${method}: ${shares}`);
    assert.ok((await quality(page, method)).line.length > 20);
  }
  assert.ok((await known(page, 'finding').innerText()).length > 20);
  return (await known(page, 'prediction').locator('.large').innerText());
}

/** All that a person sees of the model and of the explained row. */
async function everything(page) {
  await go(page, 'model');
  const model = await modelFingerprint(page);
  await go(page, 'explain');
  const row = await known(page, 'row-number').getByRole('textbox').inputValue();
  return { model, row, prediction: await prediction(page), ...await fingerprints(page) };
}
