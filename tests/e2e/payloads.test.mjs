// S7: whatever a table says, in its header, its cells, its classes or its file's name, stays text: on every screen, in what
// is heard, in the window's title, and in every file that leaves the page, opened from a disk.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { built, exported, go, known, openReady, painted, pickFile, quoted, screens, unfold, untilExplained, untilSource, untilStep, visit, withBrowser } from './harness.mjs';
import { turn } from './repeats.mjs';

withBrowser();

const PAYLOADS = JSON.parse(await readFile(new URL('../fixtures/payloads.json', import.meta.url), 'utf8'));
// A table with zero bytes is refused as no text; those with one get a place of their own below.
const IN_TABLES = PAYLOADS.filter((text) => !text.includes('\0'));
const BATCH = 28;

/** A table in which each of some texts is the name of a column, a level of some columns, and a class. */
function tableOf(texts) {
  const lines = [['class', ...texts].map(quoted)];
  for (let i = 0; i < texts.length * 4; i += 1) {
    const of = (j) => texts[j % texts.length];
    lines.push([of(i), ...texts.map((_, j) => of(j + (i * 7 + j) % 3))].map(quoted));
  }
  return lines.map((line) => line.join(',')).join('\r\n');
}

/** Everything in the document that could run, or that a text could have made. */
function look(page) {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    const attributes = all.flatMap((element) => [...element.attributes].map((a) => ({ element: element.localName, name: a.name, value: a.value })));
    return {
      kinds: [...new Set(all.map((element) => element.localName))].sort(),
      handlers: attributes.filter((a) => /^on/.test(a.name) || a.name === 'srcdoc').map((a) => `${a.element} ${a.name}`),
      addresses: attributes.filter((a) => /^(src|href|xlink:href|action|formaction)$/.test(a.name) && /^\s*(javascript|vbscript|data:text)/i.test(a.value)).map((a) => `${a.element} ${a.value}`),
      ran: globalThis.__xss !== undefined,
      title: document.title,
      names: attributes.filter((a) => a.name === 'aria-label' || a.name === 'title').map((a) => a.value),
      text: document.body.textContent,
    };
  });
}

/** Goes through all screens and whatever is folded there, and collects what is seen. */
async function walk(page) {
  const seen = { kinds: new Set(), names: [], text: '' };
  for (const screen of await screens(page)) {
    await go(page, screen);
    await page.waitForSelector('.staged:not(.dim)');
    await unfold(page);
    await painted(page);
    await built(page);
    for (const mark of (await page.locator('svg g:has(title)').all()).slice(0, 6)) await mark.dispatchEvent('pointerover');
    const found = await look(page);
    assert.deepEqual([found.ran, found.handlers, found.addresses], [false, [], []], screen);
    assert.match(found.title, /^[A-Z][a-z]+ \u2013 Vitrine$/, 'the window has another title');
    found.kinds.forEach((kind) => seen.kinds.add(kind));
    seen.names.push(...found.names);
    seen.text += found.text;
  }
  return seen;
}

async function open(page, name, text) {
  await go(page, 'data');
  await pickFile(page, name, text);
  await untilExplained(page);
}

test('S7: texts that would run stay texts, on every screen and in every file', (t) => visit({ context: { acceptDownloads: true } }, async ({ page, server, context }) => {
  assert.ok(PAYLOADS.length >= 80 && IN_TABLES.length >= 80);
  const dialogs = [];
  context.on('page', (opened) => opened.on('dialog', (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); }));
  page.on('dialog', (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); });
  await openReady(page, server.url);
  // What a harmless table of the same form makes of the page.
  const harmless = Array.from({ length: BATCH }, (_, i) => `text ${i}`);
  await open(page, 'own.csv', tableOf(harmless));
  const before = await walk(page);
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
  const batches = Array.from({ length: Math.ceil(IN_TABLES.length / BATCH) }, (_, i) => i * BATCH);
  const inFiles = turn('payloads', batches);
  try {
    for (const at of batches) {
      const texts = IN_TABLES.slice(at, at + BATCH);
      await t.test(`S7: payloads ${at + 1} to ${at + texts.length}`, async () => {
        await open(page, `${texts[0].replaceAll('/', ':')}.csv`, tableOf(texts));
        const seen = await walk(page);
        assert.deepEqual([...seen.kinds].filter((kind) => !before.kinds.has(kind)), [], 'a text made an element');
        for (const text of texts) {
          // As text, in full: on the page, and in what is heard.
          const trimmed = text.trim().replace(/^\ufeff/, '');
          assert.ok(seen.text.includes(trimmed), `not shown as it is: ${text}`);
          assert.ok(seen.names.some((name) => name.includes(trimmed)), `in no name: ${text}`);
        }
        if (inFiles.includes(at)) await filesAreSafe(page, context, folder);
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  assert.deepEqual(dialogs, []);
}));

/** Writes both explanations and the columns in all forms, and opens them from a disk. */
async function filesAreSafe(page, context, folder) {
  for (const [screen, place] of [['explain', '[data-test="shap"]'], ['explain', '[data-test="lime"]'], ['explain', '.row'], ['data', 'main']]) {
    await go(page, screen);
    await page.waitForSelector('.staged:not(.dim)');
    for (const form of ['PNG', 'SVG', 'CSV', 'JSON']) {
      const { name, bytes } = await exported(page, page.locator(place), form);
      assert.match(name, /^vitrine(-[a-z0-9_-]+)?\.(png|svg|csv|json)$/, 'the name of a file');
      assert.ok(name.length <= 80, name);
      const path = join(folder, name);
      await writeFile(path, bytes);
      if (form === 'CSV') {
        assert.doesNotMatch(bytes.toString(), /(^|[,\n])"?[=+@\t]/, 'a cell computes');
      }
      if (form === 'PNG') continue;
      // The worst reader takes it for a page.
      const pages = form === 'SVG' ? [path] : [];
      if (form === 'JSON') {
        await writeFile(`${path}.html`, `<!doctype html><script type="application/json">${bytes}</script>`);
        pages.push(`${path}.html`);
      }
      for (const file of pages) {
        const opened = await context.newPage();
        const asked = [];
        opened.on('request', (request) => asked.push(request.url()));
        await opened.goto(pathToFileURL(file).href);
        const found = await opened.evaluate(() => ({
          ran: globalThis.__xss !== undefined,
          kinds: [...new Set([...document.querySelectorAll('*')].map((element) => element.localName))].sort(),
          root: document.documentElement.localName,
        }));
        assert.equal(found.ran, false, `${form}: a text ran`);
        if (form === 'SVG') {
          assert.equal(found.root, 'svg', 'not sound');
          const drawn = ['circle', 'desc', 'polygon', 'polyline', 'rect', 'svg', 'text', 'title'];
          assert.deepEqual(found.kinds.filter((kind) => !drawn.includes(kind)), []);
        } else {
          assert.deepEqual(found.kinds, ['body', 'head', 'html', 'script']);
        }
        assert.deepEqual(asked, [pathToFileURL(file).href], `${form} asked for something`);
        await opened.close();
      }
    }
  }
}

test('S7: the name of a file stays a name', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const kinds = new Set((await look(page)).kinds);
  const text = ['a,b', ...Array.from({ length: 12 }, (_, i) => `${i % 5},${i % 2 ? 'x' : 'y'}`)].join('\n');
  for (const payload of PAYLOADS) {
    // A path's own characters never reach a page: a browser hands over the last part.
    const name = payload.replaceAll(/[/\0]/g, ':');
    await page.setInputFiles('[data-test="intake"] input[type="file"]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await untilSource(page, name);
    const found = await look(page);
    assert.deepEqual([found.ran, found.handlers, found.addresses], [false, [], []], payload);
    assert.deepEqual(found.kinds.filter((kind) => !kinds.has(kind)), [], payload);
  }
}));

test('S7: a table with zero bytes is refused in words', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  const texts = PAYLOADS.filter((text) => text.includes('\0'));
  assert.ok(texts.length > 0);
  await pickFile(page, 'zero.csv', tableOf([...texts, 'a']));
  await untilStep(page, 'data', 'failed');
  const found = await look(page);
  assert.deepEqual([found.ran, found.handlers, found.addresses], [false, [], []]);
  assert.match(await page.locator('.notice').first().innerText(), /zero byte/);
  assert.ok(await known(page, 'intake').isVisible());
}));
