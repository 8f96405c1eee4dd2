// A report: one file that opens from a disk with scripts on and off, asks for nothing, breaks no policy, says the same numbers
// as the page, and is used by keyboard. S7, S8: whatever a table says stays text in it.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { expectNoSidewaysScroll, figures, go, known, newContext, openReady, openSample, pickFile, quoted, untilExplained, visit, withBrowser } from './harness.mjs';
import { violations } from './axe.mjs';
import { turn } from './repeats.mjs';

withBrowser();

const MOST = 300_000;
const PAYLOADS = JSON.parse(await readFile(new URL('../fixtures/payloads.json', import.meta.url), 'utf8')).filter((text) => !text.includes('\0'));

/** Saves a report of the views that are ready, those that are wished and further ones by name; returns where it lies. */
async function saved(page, folder, { form = 'html', more = [], title } = {}) {
  await go(page, 'evaluate');
  // The intervals come last.
  await page.waitForFunction(() => !document.querySelector('[data-test="scores"] .sure')?.textContent.startsWith('\u2013'));
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const place = known(page, 'reporting');
  if (title) await place.getByRole('textbox').fill(title);
  for (const name of more) await place.getByLabel(name, { exact: true }).check();
  const [download] = await Promise.all([page.waitForEvent('download'), known(page, `report-${form}`).click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  return path;
}

/** Opens a file from the disk and hands over the page and what it did beside being opened. */
async function opened(browser, path, options, body) {
  const context = await newContext(browser, { reducedMotion: 'reduce', ...options });
  try {
    const page = await context.newPage();
    const seen = [];
    const address = pathToFileURL(path).href;
    context.on('request', (request) => { if (request.url() !== address) seen.push(`asked for ${request.url()}`); });
    page.on('console', (message) => seen.push(message.text()));
    page.on('pageerror', (error) => seen.push(String(error)));
    page.on('dialog', (dialog) => { seen.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
    await page.goto(address);
    await body(page);
    assert.deepEqual(seen, [], 'a report does nothing but show itself');
  } finally {
    await context.close();
  }
}

/** A chapter by the beginning of its heading. */
function chapter(page, name) {
  return page.locator('.chapter').filter({ has: page.locator(`h2:has-text("${name}")`) });
}

/** Runs `body` in a folder that is gone afterwards. */
async function inFolder(body) {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
  try {
    await body(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('report: ten views from a disk, scripts on and off', (t) => inFolder((folder) => visit({ context: { acceptDownloads: true } }, async ({ page, server, browser }) => {
  await openReady(page, server.url);
  const shap = await figures(page, 'shap');
  await known(page, 'flips').locator('summary').click();
  await page.waitForSelector('.flip-list li');
  const asked = server.requests.length;
  const path = await saved(page, folder, { more: ['Scores by class'] });
  const scores = await known(page, 'scores').locator('td[data-part="test"]').evaluateAll((all) => all.map((td) => td.title));
  assert.equal(server.requests.length, asked, 'a report was fetched from somewhere');

  await t.test('report: it is small, and has ten chapters and a card', () => opened(browser, path, {}, async (report) => {
    const { length } = await readFile(path);
    assert.ok(length <= MOST, `${length} bytes`);
    assert.equal(await report.locator('.chapter').count(), 10);
    const levels = await report.locator('h1, h2, h3').evaluateAll((all) => all.map((h) => Number(h.localName[1])));
    assert.equal(levels[0], 1);
    levels.slice(1).forEach((level, i) => assert.ok(level > 1 && level <= levels[i] + 1, String(levels)));
    for (const heading of ['Data', 'Split', 'Model', 'Scores', 'Quality of the explanations', 'Limits', 'Recipe']) {
      assert.equal(await report.locator('#card h3').filter({ hasText: new RegExp(`^${heading}$`) }).count(), 1, heading);
    }
  }));

  await t.test('report: numbers are those of the page', () => opened(browser, path, {}, async (report) => {
    const rows = await chapter(report, 'SHAP').locator('.variant').first().locator('tbody tr').evaluateAll((all) => all.map((tr) => {
      const heads = [...tr.closest('table').querySelectorAll('thead th')].map((th) => th.textContent);
      const cell = tr.cells[heads.indexOf('share')];
      return [tr.cells[0].textContent, Number(cell.title || cell.textContent)];
    }));
    assert.ok(rows.length === 20 && shap.size === 20);
    for (const [feature, share] of rows) assert.equal(share, shap.get(feature).share, feature);
    const told = await report.locator('#card table[class], #card table').evaluateAll((all) => {
      const table = all.find((one) => one.textContent.includes('balanced accuracy'));
      return [...table.tBodies[0].rows].map((row) => row.cells[1].title || row.cells[1].textContent);
    });
    assert.deepEqual(told, scores.slice(0, told.length));
  }));

  // Where scripts are off axe cannot run either: it looks at the same page without its script.
  const without = join(folder, 'without-its-script.html');
  await writeFile(without, (await readFile(path, 'utf8')).replace(/<script>.*<\/script>/s, ''));
  for (const [file, how] of [[path, 'on'], [without, 'off']]) {
    const looked = turn(`axe report ${how}`, [320, 720, 1280].flatMap((width) => [`${width} light`, `${width} dark`]));
    await t.test(`report: axe finds nothing, and a phone has room, scripts ${how}`, () => opened(browser, file, {}, async (report) => {
      assert.equal(await report.locator('button').count() > 0, how === 'on');
      for (const width of [320, 720, 1280]) {
        await report.setViewportSize({ width, height: 900 });
        await expectNoSidewaysScroll(report, `the report on ${width} px`);
        for (const colorScheme of ['light', 'dark'].filter((colours) => looked.includes(`${width} ${colours}`))) {
          await report.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(report), [], `${width} px, ${colorScheme}`);
        }
      }
    }));
  }

  await t.test('report: without scripts all is there, one below the other', () => opened(browser, path, { javaScriptEnabled: false }, async (report) => {
    assert.equal(await report.locator('button').count(), 0, 'a control that does nothing');
    for (const variant of await report.locator('.variant').all()) assert.ok(await variant.isVisible());
    const names = await chapter(report, 'SHAP').locator('h3').allInnerTexts();
    assert.deepEqual(names, ['bad', 'good']);
    await chapter(report, 'SHAP').locator('summary').first().click();
    assert.ok(await chapter(report, 'SHAP').locator('table').first().isVisible());
  }));

  await t.test('report: on paper everything is there', () => opened(browser, path, {}, async (report) => {
    await report.emulateMedia({ media: 'print' });
    for (const name of ['.variant', '.wide', '.figures table']) {
      for (const part of await report.locator(`.chapter ${name}`).all()) assert.ok(await part.isVisible(), name);
    }
    assert.equal(await report.locator('.tools:visible, button:visible:not(.sort)').count(), 0);
  }));

  await t.test('report: a keyboard is enough', () => opened(browser, path, {}, async (report) => {
    const press = async (button) => {
      await button.focus();
      await report.keyboard.press('Enter');
    };
    const of = (name) => chapter(report, name);
    const showing = async (name) => {
      const shown = await of(name).locator('.variant:visible h3').allTextContents();
      assert.equal(shown.length, 1, `${name} shows ${shown}`);
      return shown[0];
    };
    assert.equal(await showing('SHAP'), 'bad');
    await press(of('SHAP').getByRole('button', { name: 'good' }));
    for (const name of ['SHAP', 'LIME', 'ROC', 'Calibration']) assert.equal(await showing(name), 'good', name);
    await press(of('ROC').getByRole('button', { name: 'bad' }));
    assert.equal(await showing('SHAP'), 'bad');

    // Marks by arrow keys; the same feature is shown in the other chapters.
    await of('SHAP').locator('.wide:visible').focus();
    for (let i = 0; i < 3; i += 1) await report.keyboard.press('ArrowDown');
    assert.match(await of('SHAP').locator('.said:visible').innerText(), /points/);
    const lit = await of('SHAP').locator('.lit').first().getAttribute('data-datum');
    for (const name of ['SHAP', 'LIME', 'Values']) assert.ok(await of(name).locator(`.lit[data-datum="${lit}"]`).count() > 0, name);
    assert.equal(await of('ROC').locator('.lit').count(), 0, 'a threshold is no feature');
    await report.keyboard.press('Escape');
    assert.equal(await report.locator('.lit').count(), 0);

    // The table, in another order, and exact.
    await press(of('SHAP').getByRole('button', { name: 'Table' }));
    assert.equal(await of('SHAP').locator('.picture:visible').count(), 0);
    const table = of('SHAP').locator('table:visible');
    const shares = () => table.evaluate((element) => {
      const at = [...element.querySelectorAll('thead th')].findIndex((th) => th.textContent === 'share');
      return [...element.tBodies[0].rows].map((row) => Number(row.cells[at].title));
    });
    const head = table.locator('th').filter({ hasText: /^share$/ });
    await press(head.getByRole('button'));
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    const down = await shares();
    assert.deepEqual(down, [...down].sort((a, b) => b - a));
    await press(head.getByRole('button'));
    assert.deepEqual(await shares(), [...down].reverse());
    await press(of('SHAP').getByRole('button', { name: 'Exact figures' }));
    const exact = await table.locator('td[title]').evaluateAll((all) => all.every((td) => td.textContent === td.title));
    assert.ok(exact, 'exact figures are not exact');
  }));
})));

test('report: a number that is predicted', () => inFolder((folder) => visit({ context: { acceptDownloads: true } }, async ({ page, server, browser }) => {
  await openReady(page, server.url);
  await openSample(page, 'diabetes');
  const path = await saved(page, folder, { more: ['Errors by feature', 'Columns of the table', 'How features are related', 'Inside of the model'] });
  await opened(browser, path, {}, async (report) => {
    assert.deepEqual(await violations(report), []);
    assert.equal(await report.getByRole('button', { name: 'good' }).count(), 0);
    // Every row has a true value, which is a cell of the table.
    assert.equal(await chapter(report, 'Predicted against true').count(), 0);
  });
})));

/** A table in which each of some texts is the name of a column, some are levels and two are classes. Numbers tell its head. */
function tableOf(texts) {
  const lines = [['class', 'number', ...texts].map(quoted)];
  for (let i = 0; i < texts.length * 6; i += 1) {
    const of = (j) => texts[j % texts.length];
    lines.push([of(i % 2), String(i % 13), ...texts.map((_, j) => of(j + ((i * 7 + j) % 3)))].map(quoted));
  }
  return lines.map((line) => line.join(',')).join('\r\n');
}

/** What a report consists of, and whether anything ran. */
function look(report) {
  return report.evaluate(() => ({
    kinds: [...new Set([...document.querySelectorAll('*')].map((e) => e.localName))].sort(),
    outside: [...document.querySelectorAll('*:not(svg *)')].length,
    handlers: [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter((a) => /^on|^srcdoc$|^style$/.test(a.name)).length,
    scripts: document.scripts.length,
    ran: globalThis.__xss !== undefined,
    text: document.body.textContent,
  }));
}

test('S7, S8: texts that would run stay texts in a report', (t) => inFolder((folder) => visit({ context: { acceptDownloads: true } }, async ({ page, server, browser }) => {
  await openReady(page, server.url);
  const made = async (name, texts) => {
    await go(page, 'data');
    await pickFile(page, name, tableOf(texts));
    await untilExplained(page);
    return saved(page, folder, { title: texts[0], more: ['Columns of the table', 'Inside of the model', 'How features are related'] });
  };
  const batch = 12;
  const plain = await made('own.csv', Array.from({ length: batch }, (_, i) => `text ${i}`));
  let before;
  await opened(browser, plain, {}, async (report) => { before = await look(report); });
  const batches = Array.from({ length: Math.floor(PAYLOADS.length / batch) }, (_, i) => i * batch);
  for (const at of turn('payloads in reports', batches, 3)) {
    const texts = PAYLOADS.slice(at, at + batch);
    await t.test(`S7, S8: payloads ${at + 1} to ${at + batch}`, async () => {
      const path = await made(`${texts[0].replaceAll('/', ':')}.csv`, texts);
      for (const javaScriptEnabled of [true, false]) {
        await opened(browser, path, { javaScriptEnabled }, async (report) => {
          const found = await look(report);
          assert.deepEqual([found.ran, found.handlers, found.scripts], [false, 0, 1]);
          assert.deepEqual(found.kinds.filter((kind) => !before.kinds.includes(kind) && kind !== 'button'), [], 'a text made an element');
          const said = found.text.replace(/\s+/g, ' ');
          const missing = texts.filter((text) => !said.includes(text.trim().replace(/\s+/g, ' ').replace(/[\u0080-\u009f\u007f\u0001-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd')));
          assert.deepEqual(missing, [], 'a text is not told');
        });
      }
    });
  }
  const markdown = await saved(page, folder, { form: 'markdown' });
  // The one address in it is that of the view.
  const text = (await readFile(markdown, 'utf8')).replace(/^The same, computed anew: <http:\/\/localhost:\d+\/#v3\.[\w-]+>$/m, '');
  assert.doesNotMatch(text, /<|\]\(/, 'Markdown holds a tag or a link');
})));
