// What leaves the page: every form of a view as a file, the same figures in all of them, and marks that can be read by
// hand and by keyboard. N19: what is displayed is what was computed. B9: no cell of a CSV computes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exported, figures, go, known, openReady, openSample, pickFile, plain, screens, type, untilExplained, untilStep, visit, withBrowser } from './harness.mjs';
import { exact } from './row.mjs';
import { drawn, times } from './repeats.mjs';

withBrowser();

const DICTIONARY = readFileSync(new URL('../../www/data/columns.csv', import.meta.url), 'utf8');

const FORMS = ['SVG', 'CSV', 'JSON'];

/** Of these one has its turn at a view, and the other one at the next; before a release each has both. */
const MORE_FORMS = ['PNG', 'CSV, raw'];
const moreForms = (n) => times({ always: [MORE_FORMS[(n + drawn('forms')) % 2]], release: MORE_FORMS });

/** What a column of a bundled table is called. */
function label(table, column) {
  const entry = DICTIONARY.split('\n').find((line) => line.startsWith(`${table},${column},`)).slice(table.length + column.length + 2);
  return /^(?:"([^"]*)"|([^,]*)),/.exec(entry).slice(1).find(Boolean);
}

/** Rows of a CSV, by RFC 4180. */
function rowsOf(csv) {
  const rows = [[]];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Width and height of a PNG, after a look at its signature. */
function sizeOf(png) {
  assert.equal(png.subarray(0, 8).toString('hex'), '89504e470d0a1a0a', 'no PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** Unfolds what is folded and has a menu: the first rows, a column of numbers and one of levels, all rows, what would flip. */
async function unfold(page, screen) {
  if (screen === 'data') {
    await known(page, 'first-rows').locator('summary').click();
    for (const name of ['age', 'status']) await page.getByRole('button', { name: `More about ${name}`, exact: true }).click();
  }
  if (screen === 'explain') {
    await known(page, 'all-rows').click();
    await page.waitForSelector('.grid-body .grid-line');
    await known(page, 'flips').locator('summary').click();
    await known(page, 'flips-summary').waitFor();
  }
}

/** Every view of the page that has a menu, screen by screen. */
async function eachView(page, body) {
  for (const screen of await screens(page)) {
    await go(page, screen);
    await page.waitForSelector('.staged:not(.dim)');
    await unfold(page, screen);
    const menus = page.locator('main .exports');
    const n = await menus.count();
    for (let i = 0; i < n; i += 1) await body(menus.nth(i).locator('xpath=..'), `${screen} ${i}`);
  }
}

test('exports: every view as PNG, SVG, CSV and JSON, and nothing is asked for', () => visit({ context: { acceptDownloads: true } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const asked = server.requests.length;
  const names = new Set();
  let n = 0;
  const wanted = ['first-rows', 'column-age', 'column-status', 'rows', 'what-would-flip-row-814', 'decisions'];
  await eachView(page, async (place, where) => {
    n += 1;
    const files = {};
    for (const form of [...FORMS, ...moreForms(n)]) files[form] = await exported(page, place, form);
    for (const { name } of Object.values(files)) {
      assert.match(name, /^vitrine-german_credit-[a-z0-9_-]+\.(png|svg|csv|json)$/, where);
      assert.ok(name.length <= 80, name);
    }
    names.add(files.SVG.name);
    const svg = files.SVG.bytes.toString();
    const [, width, height] = svg.match(/^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/);
    if (files.PNG) assert.deepEqual(sizeOf(files.PNG.bytes), [Math.ceil(width * 2), Math.ceil(height * 2)], `${where}: a PNG is twice the SVG`);
    assert.doesNotMatch(svg, /<script|foreignObject|href|url\(|class=|var\(/, where);
    const json = JSON.parse(files.JSON.bytes);
    assert.deepEqual([json.format, json.format_version, json.program.name], ['vitrine.view', 1, 'Vitrine']);
    assert.deepEqual(json.recipe.source, { Sample: 'german_credit' });
    const [head, ...rows] = rowsOf(files.CSV.bytes.toString());
    assert.deepEqual(head, json.columns, where);
    assert.ok(rows.length > 0 && rows.length === json.rows.length, where);
    rows.forEach((row, i) => row.forEach((cell, j) => {
      const value = json.rows[i][j];
      if (typeof value === 'number') assert.equal(Number(cell), value, `${where}: ${cell}`);
      else assert.equal(cell.replace(/^'/, ''), String(value ?? ''), where);
    }));
  });
  assert.equal(names.size, n, 'two views have files of one name');
  assert.deepEqual(wanted.filter((name) => !names.has(`vitrine-german_credit-${name}.svg`)), [], [...names].join());
  assert.equal(server.requests.length, asked, 'an export asked for something');
}));

test('exports: a model is written whole, and its intercepts and biases are among its figures', () => visit({ context: { acceptDownloads: true } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await go(page, 'model');
  const { name, bytes } = await exported(page, known(page, 'inside'), 'Model, whole');
  assert.equal(name, 'vitrine-iris-model.json');
  const model = JSON.parse(bytes);
  assert.deepEqual([model.format, model.format_version, model.head, model.classes], ['vitrine.model', 1, 'softmax', ['setosa', 'versicolor', 'virginica']]);
  assert.deepEqual(model.inputs.map((input) => input.feature), ['sepal_length', 'sepal_width', 'petal_length', 'petal_width']);
  assert.deepEqual(model.layers.map((layer) => [layer.weights.length, layer.biases.length]), [[4, 16], [16, 3]]);
  const json = JSON.parse((await exported(page, known(page, 'inside'), 'JSON')).bytes);
  const biases = json.rows.filter((row) => row[1] === '(bias)').map((row) => row[3]);
  assert.deepEqual(biases, model.layers.flatMap((layer) => layer.biases));
  assert.equal(model.fingerprint, json.quality.fingerprint);
}));

test('exports: a file of the rows is the whole list, as it is filtered and sorted', () => visit({ context: { acceptDownloads: true } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'adult');
  await go(page, 'explain');
  await known(page, 'all-rows').click();
  await page.waitForSelector('.grid-body .grid-line');
  const list = page.locator('.narrowed');
  const [head, ...all] = rowsOf((await exported(page, list, 'CSV')).bytes.toString());
  assert.equal(all.length, 48_842);
  const [row, part, income, predicted, probability, error, ...features] = head;
  assert.deepEqual([row, part, income, predicted, probability, error], ['row', 'part', 'income', 'predicted', 'probability of >50K', 'error']);
  assert.equal(features.length, 13);
  all.forEach((cells, i) => {
    const of = cells[2] === '>50K' ? Number(cells[4]) : 1 - Number(cells[4]);
    if (Number(cells[0]) !== i + 1 || Math.abs(1 - of - Number(cells[5])) > 1e-12) assert.fail(`row ${i + 1}: ${cells}`);
  });
  const sort = page.getByRole('columnheader', { name: /^Off by/ }).getByRole('button');
  await sort.click();
  await sort.click();
  await page.getByRole('combobox', { name: 'Rows by part' }).selectOption('test');
  await page.getByRole('combobox', { name: 'Rows by right or wrong' }).selectOption('wrong');
  await page.waitForFunction(() => /of/.test(document.querySelector('[data-test="rows-count"]').textContent));
  const [, n] = plain(await known(page, 'rows-count').innerText()).match(/^([\d ]+) of 48 842 rows$/);
  const json = JSON.parse((await exported(page, list, 'JSON')).bytes);
  assert.equal(json.rows.length, Number(n.replace(' ', '')));
  assert.equal(json.quality.conditions, 'part: test; predicted wrongly; sorted by the error, the largest first');
  const wrong = all.filter((cells) => cells[1] === 'test' && cells[2] !== cells[3]).sort((a, b) => b[5] - a[5] || a[0] - b[0]);
  assert.deepEqual(json.rows.map((cells) => cells[0]), wrong.map((cells) => Number(cells[0])));
  assert.match(json.finding, /^[\d\u202f]+ of 48\u202f842 rows: part: test/);

  // A list that becomes another one while it is gathered is no file.
  await page.getByRole('button', { name: 'Drop the condition predicted wrongly' }).click();
  await page.getByRole('button', { name: 'Drop the condition part: test' }).click();
  await page.waitForFunction(() => !/of/.test(document.querySelector('[data-test="rows-count"]').textContent));
  const menu = list.locator('.exports');
  await menu.locator('> button').click();
  // In one task, so that no machine is quick enough to write the file in between.
  const parts = page.getByRole('combobox', { name: 'Rows by part' });
  await menu.getByRole('menuitem', { name: /^CSV exact/ }).evaluate((item, select) => {
    item.click();
    select.value = [...select.options].find((option) => option.textContent === 'test').value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, await parts.elementHandle());
  await page.waitForFunction(() => document.querySelector('.narrowed .exports-said').textContent === 'No file: the list changed meanwhile.');
}));

test('exports: a menu within a table is seen whole, and nothing moves for it', async () => {
  for (const width of [360, 1280]) {
    await visit({ context: { viewport: { width, height: 800 } } }, async ({ page, server }) => {
      await openReady(page, server.url);
      await go(page, 'data');
      await page.locator('.columns-table .more').last().click();
      const place = () => page.locator('.related').evaluate((element) => Math.round(element.getBoundingClientRect().top + scrollY));
      await page.locator('.column-detail .exports').waitFor();
      const before = await place();
      await page.locator('.column-detail .exports > button').click();
      const cut = await page.locator('.column-detail .exports-menu').evaluate((menu) => {
        const [box, room] = [menu, menu.closest('.scroll')].map((element) => element.getBoundingClientRect());
        return [box.bottom - room.bottom, room.left - box.left, box.right - room.right].map(Math.round);
      });
      assert.ok(cut.every((beyond) => beyond <= 0), `${width} px: the menu is cut off by ${cut}`);
      assert.equal(await place(), before, `${width} px`);
    });
  }
});

test('exports: a PNG is a picture on white, twice the size', () => visit({ context: { acceptDownloads: true, colorScheme: 'dark' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const { bytes } = await exported(page, known(page, 'shap'), 'PNG');
  const seen = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const colours = {};
    for (let i = 0; i < pixels.length; i += 4) {
      const colour = [...pixels.subarray(i, i + 4)].join();
      colours[colour] = (colours[colour] ?? 0) + 1;
    }
    return { corner: [...pixels.subarray(0, 4)], colours };
  }, bytes.toString('base64'));
  assert.deepEqual(seen.corner, [255, 255, 255, 255], 'the paper is not white');
  for (const colour of ['43,108,184,255', '200,97,26,255', '27,31,36,255']) assert.ok(seen.colours[colour] > 200, `no ${colour} in the picture`);
}));

test('exports: the clipboard gets the figures, and the menu says so', () => visit({ context: { permissions: ['clipboard-read', 'clipboard-write'] } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const menu = known(page, 'shap').locator('.exports');
  await menu.locator('> button').focus();
  await page.keyboard.press('Enter');
  // The menu by keyboard: it opens on its first entry, goes round, and Escape gives the focus back.
  const focused = () => page.evaluate(() => document.activeElement.innerText.split('\n')[0].trim());
  assert.match(await focused(), /^PNG/);
  await page.keyboard.press('ArrowUp');
  assert.match(await focused(), /^Copy/);
  await page.keyboard.press('Escape');
  assert.equal(await menu.locator('> button').getAttribute('aria-expanded'), 'false');
  assert.match(await focused(), /^Export/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('[data-test="shap"] .exports-said').textContent === 'Copied.');
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\n').map((line) => line.split('\t'));
  assert.deepEqual(lines[0].slice(0, 4), ['feature', 'value', 'condition', 'share']);
  const table = await figures(page, 'shap');
  assert.equal(lines.length - 1, table.size);
  for (const [feature, , , share] of lines.slice(1)) assert.equal(Number(share), table.get(label('german_credit', feature)).share);
}));

test('N19: what the page displays of an explanation is what was computed, everywhere', () => visit({ context: { acceptDownloads: true } }, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const sample of ['german_credit', 'diabetes', 'iris']) {
    if (sample !== 'german_credit') await openSample(page, sample);
    await go(page, 'explain');
    await known(page, 'picture').getByRole('button', { name: 'bars' }).click();
    for (const method of ['shap', 'lime']) {
      const place = known(page, method);
      await page.waitForFunction((at) => !document.querySelector(`[data-test="${at}"] svg`).textContent.includes('average prediction'), method);
      const json = JSON.parse((await exported(page, place, 'JSON')).bytes);
      const csv = rowsOf((await exported(page, place, 'CSV')).bytes.toString()).slice(1);
      const at = (name) => json.columns.indexOf(name);
      const points = sample === 'diabetes' ? 1 : 100;
      const shown = await rowsShown(place);
      assert.equal(shown.length, json.rows.length);
      for (const [i, row] of json.rows.entries()) {
        const [share, error, out] = [row[at('share')], row[at('standard_error')], row[at('left_out')]];
        const where = `${sample}, ${method}: ${row[at('feature')]}`;
        assert.deepEqual([csv[i][at('feature')], Number(csv[i][at('share')])], [row[at('feature')], share], where);
        assert.deepEqual([shown[i].feature, Number(shown[i].exact)], [label(sample, row[at('feature')]), share], where);
        if (out) assert.equal(shown[i].share, 'left out', where);
        else assertDisplays(shown[i].share, share * points, where);
        if (error !== null) assertDisplays(shown[i].error, error * points, where);
      }
      // The parts add up to the prediction, and what is said to be left over is what is left over.
      const sum = json.rows.reduce((total, row) => total + row[at('share')], json.quality.base);
      assert.ok(Math.abs(sum - json.quality.prediction - json.quality.residual) < 1e-9, `${sample}, ${method}: ${sum} ${JSON.stringify(json.quality)}`);
      const labelled = { rows: json.rows.map((row) => row.with(at('feature'), label(sample, row[at('feature')]))) };
      await assertBars(place, labelled, at, points, `${sample}, ${method}`);
    }
  }
}));

/** Rows of the table of figures, as they are read. */
function rowsShown(place) {
  return place.locator('.figures').evaluate((element) => {
    const heads = [...element.querySelectorAll('thead th')].map((th) => th.textContent.split(',')[0]);
    return [...element.querySelectorAll('tbody tr')].map((tr) => {
      const cell = (head) => tr.children[heads.indexOf(head)];
      return { feature: cell('Feature').textContent, share: cell('Share').textContent, exact: cell('Share').title, error: cell('Standard error')?.textContent };
    });
  });
}

/** A displayed number is the exact one to as many digits as are displayed. */
function assertDisplays(text, exact, where) {
  const shown = plain(text).replace(/ (?=\d)/g, '').replace(/^\+/, '');
  if (shown.startsWith('<')) {
    assert.ok(Math.abs(exact) < Number(shown.slice(1)), `${where}: ${text} for ${exact}`);
    return;
  }
  const [mantissa, exponent = '0'] = shown.split('e');
  const step = 10 ** (Number(exponent) - (mantissa.split('.')[1] ?? '').length);
  assert.ok(Math.abs(Number(shown) - exact) <= 0.5000001 * step, `${where}: ${text} for ${exact}`);
}

/** Bars are as long as their values say, to a pixel, and their figures are theirs. */
async function assertBars(place, json, at, points, where) {
  const bars = await place.locator('svg').first().evaluate((svg) => [...svg.querySelectorAll('g')].flatMap((g) => {
    const polygon = g.querySelector('polygon');
    if (!polygon) return [];
    const label = g.querySelector('title').textContent;
    const figure = [...svg.querySelectorAll('g')].findLast((other) => other.querySelector('text') && other.querySelector('title')?.textContent === label);
    const xs = polygon.getAttribute('points').split(' ').map((p) => Number(p.split(',')[0]));
    return [{ label, from: xs[0], to: xs[2], figure: figure.querySelector('text').textContent }];
  }));
  const by = new Map(json.rows.map((row) => [row[at('feature')], row]));
  const drawn = bars.flatMap((bar) => {
    const feature = [...by.keys()].filter((name) => bar.label.startsWith(`${name} `)).sort((a, b) => b.length - a.length)[0];
    return feature && !/^\d+ others/.test(bar.label) ? [{ ...bar, feature, share: by.get(feature)[at('share')] }] : [];
  });
  assert.ok(drawn.length > 2, `${where}: ${bars.map((bar) => bar.label)}`);
  const zero = bars[0].from;
  const longest = drawn.reduce((a, b) => (Math.abs(b.share) > Math.abs(a.share) ? b : a));
  const pixels = (longest.to - zero) / longest.share;
  for (const bar of drawn) {
    assert.ok(Math.abs(bar.from - zero) < 0.01 && Math.abs(bar.to - zero - pixels * bar.share) < 1, `${where}: the bar of ${bar.feature}`);
    if (bar.figure !== 'left out') assertDisplays(bar.figure, bar.share * points, `${where}: the figure of ${bar.feature}`);
  }
}

test('accessible: a keyboard reads every mark of a picture, and goes to its figures', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const shap = known(page, 'shap');
  const list = shap.getByRole('listbox');
  assert.match(await shap.getByRole('img').first().getAttribute('aria-label'), /raise|lower/, 'a picture is heard as its finding');
  await list.focus();
  const words = shap.locator('.mark-words');
  const box = await shap.boundingBox();
  const active = () => list.evaluate((element) => document.getElementById(element.getAttribute('aria-activedescendant'))?.textContent);
  const heard = [];
  const n = await list.getByRole('option').count();
  for (let i = 0; i < n; i += 1) {
    heard.push(await active());
    assert.equal(await words.innerText(), heard.at(-1), 'what is heard and what is seen differ');
    assert.ok(await shap.locator('svg .pointed').count() > 0, 'the mark does not show');
    await page.keyboard.press('ArrowDown');
  }
  assert.equal(new Set(heard).size, n, 'a mark was passed over');
  assert.match(heard[0], /^average prediction: 36/);
  assert.match(heard.at(-1), /^this row/);
  assert.equal(await active(), heard.at(-1), 'the last mark is the end');
  assert.deepEqual(await shap.boundingBox(), box, 'something moved');

  // Linked views: the same feature is marked in the other picture and in the list.
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  assert.equal(await known(page, 'lime').locator('svg .pointed').count() > 0, true);
  assert.equal(await page.locator('.feature.pointed').count(), 1);
  assert.match(await known(page, 'lime').locator('.mark-words').innerText(), new RegExp(`^${heard[1].split(' ')[0]} `));
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('svg .pointed, .feature.pointed').count(), 0);

  // The figures, one key away.
  assert.match(await page.evaluate((id) => document.getElementById(id).textContent, await list.getAttribute('aria-describedby')), /T opens the figures/);
  await page.keyboard.press('t');
  assert.ok(await shap.locator('.figures table').isVisible());
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'The figures');
  // One tab stop for a picture, none for those in the rows of a list.
  assert.equal(await page.locator('.features [role="listbox"]').count(), 0);
  assert.equal(await shap.locator('svg [tabindex]').count(), 0);
}));

test('accessible: what is pointed at is said below the picture', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await known(page, 'shap').locator('svg polygon').first().hover();
  assert.match(await known(page, 'shap').locator('.mark-words').innerText(), /points \(0\.\d+/);
  await go(page, 'model');
  await untilStep(page, 'model');
  const canvas = known(page, 'curves').locator('canvas');
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + 60, box.y + 80);
  const words = known(page, 'curves').locator('.mark-words');
  await page.waitForFunction(() => document.querySelector('[data-test="curves"] .mark-words').textContent !== '');
  assert.match(await words.innerText(), /^epoch \d+: training 0\.\d+, validation 0\.\d+/);
  await known(page, 'curves').getByRole('listbox').focus();
  await page.keyboard.press('Home');
  assert.match(await words.innerText(), /^epoch 1: /);
}));

test('accessible: what a finger points at stays said when the finger is gone', () => visit({ context: { hasTouch: true, viewport: { width: 360, height: 800 } } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const shap = known(page, 'shap');
  await shap.locator('svg polygon').first().tap();
  assert.match(await shap.locator('.mark-words').innerText(), /points \(0\.\d+/);
  await go(page, 'model');
  await known(page, 'curves').locator('canvas').tap({ position: { x: 100, y: 80 } });
  assert.match(await known(page, 'curves').locator('.mark-words').innerText(), /^epoch \d+: /);
}));

test('accessible: a canvas is as fine as the screen, and stays so when that changes', () => visit({ context: { viewport: { width: 1000, height: 800 } } }, async ({ page, server, context }) => {
  await openReady(page, server.url);
  await go(page, 'model');
  const canvas = known(page, 'curves').locator('canvas');
  const ratio = () => canvas.evaluate((element) => element.width / element.getBoundingClientRect().width);
  const session = await context.newCDPSession(page);
  for (const scale of [1, 2, 3, 1.5]) {
    await session.send('Emulation.setDeviceMetricsOverride', { width: 1000, height: 800, deviceScaleFactor: scale, mobile: false });
    await page.waitForFunction((wanted) => {
      const element = document.querySelector('[data-test="curves"] canvas');
      return Math.abs(element.width / element.getBoundingClientRect().width - wanted) < 0.01;
    }, scale);
    assert.ok(Math.abs(await ratio() - scale) < 0.01);
  }
}));

test('exports: a view is written with the recipe that made it, what-if and all', () => visit({ context: { acceptDownloads: true } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await type(exact(page, 'age'), '20');
  await untilExplained(page);
  const json = JSON.parse((await exported(page, known(page, 'shap'), 'JSON')).bytes);
  assert.deepEqual(json.recipe.explain.edits, { age: { Number: 20 } });
  assert.ok(json.columns.includes('share_before'));
  const before = await figures(page, 'shap');
  for (const row of json.rows) assert.equal(row[json.columns.indexOf('share_before')], before.get(label('german_credit', row[0])).before);
  const row = JSON.parse((await exported(page, page.locator('.row'), 'JSON')).bytes);
  const changed = row.rows.filter((cells) => cells[row.columns.indexOf('changed')]);
  assert.deepEqual(changed.map((cells) => cells.slice(0, 2)), [['age', 20]]);
}));

test('exports: of a table of one\u2019s own a file holds what its view shows, and no other row', () => visit({ context: { acceptDownloads: true } }, async ({ page, server }) => {
  await openReady(page, server.url);
  // Every row has a number of its own, so that a row that slips into a file gives itself away.
  const rows = Array.from({ length: 80 }, (_, i) => `${7_000_001 + 7919 * i},${i % 7},${i % 3 ? 'yes' : 'no'}`);
  await go(page, 'data');
  await pickFile(page, 'own.csv', ['secret,b,answer', ...rows].join('\n'));
  await untilExplained(page);
  await go(page, 'explain');
  const own = await exact(page, 'secret').inputValue();
  for (const place of [known(page, 'shap'), known(page, 'lime'), page.locator('.row')]) {
    const text = (await exported(page, place, 'JSON')).bytes.toString();
    const { recipe } = JSON.parse(text);
    assert.deepEqual(Object.keys(recipe.source.File).sort(), ['hash', 'name']);
    assert.match(recipe.source.File.hash, /^[0-9a-f]{16}$/);
    const others = rows.map((row) => row.split(',')[0]).filter((number) => number !== own && text.includes(number));
    assert.ok(rows.some((row) => row.startsWith(`${own},`)) && text.includes(own), 'the row itself is missing');
    assert.deepEqual(others, [], 'a row that the view does not show');
  }
}));
