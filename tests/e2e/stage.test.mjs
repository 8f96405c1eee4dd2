// One explanation alone: presented step by step, as a part of a page of somebody else's, and by numbers that somebody sent.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { test } from 'node:test';
import {
  expectNoSidewaysScroll, known, newContext, openReady, openSample, painted, pickFile, plain, prediction, untilExplained, untilReady, visit, withBrowser,
} from './harness.mjs';
import { addressed } from './address.mjs';
import { violations } from './axe.mjs';
import { turn } from './repeats.mjs';

withBrowser();

/** A text that leaves the page only where it was asked for. */
const CANARY = 'kanarienvogel';

test('U2: an explanation is presented step by step with a keyboard alone', () => visit({ context: { reducedMotion: 'reduce', viewport: { width: 1280, height: 720 } } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const before = await addressed(page);
  const end = await prediction(page);
  await known(page, 'present').focus();
  await page.keyboard.press('Enter');
  await known(page, 'told').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'screen', 'the focus did not come along');
  assert.equal(await page.locator('.top, .rail').count(), 0, 'the bar or the rail is in view');

  // The average alone, then one feature after the other, each in words and with its level, and nothing moves.
  const all = [];
  for (let step = await now(page); ; step = await now(page)) {
    all.push(step);
    await expectNoSidewaysScroll(page);
    if (step.place[0] === step.place[1]) break;
    await page.keyboard.press(['ArrowRight', ' ', 'PageDown'][all.length % 3]);
  }
  const last = all.at(-1);
  assert.equal(all.length, last.place[1]);
  assert.match(all[0].told, /^On average, the model gives “bad” a probability of \d+ %\.$/);
  assert.deepEqual(all.map((step) => step.bars), all.map((_, i) => Math.min(i, all.length - 2)), 'a step is not one feature');
  for (const [i, step] of all.slice(1, -1).entries()) {
    assert.match(step.told, / (raises?|lowers?) it by [<\d.]+ points?, to [\d.]+ %\.$/, `step ${i + 1}`);
    assert.equal(step.told.match(/to ([\d.]+ %)\.$/)[1], step.level, 'the sentence and the level differ');
  }
  assert.equal(last.level, end, 'the way ends elsewhere than at the prediction');
  for (const step of all) assert.deepEqual(step.box, last.box, 'the picture moved');
  assert.ok(Math.min(...all.map((step) => step.words)) > 19.9, `words of ${last.words} px`);
  // Who hears the picture is told no more than who sees it.
  assert.ok(all.every((step) => step.heard === step.told));

  await page.keyboard.press('Home');
  assert.deepEqual(await now(page), all[0]);
  await page.keyboard.press('ArrowLeft');
  assert.equal((await now(page)).place[0], 1, 'there is something before the first step');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  assert.deepEqual(await now(page), all.at(-2));
  await page.keyboard.press('m');
  assert.match((await now(page)).told, /line|LIME|it by/);
  await page.keyboard.press('m');

  // The buttons do the same, and a space presses the one that it is on.
  await page.getByRole('button', { name: 'Back' }).focus();
  await page.keyboard.press(' ');
  assert.equal((await now(page)).place[0], all.length - 2);
  await page.getByRole('button', { name: 'All at once' }).press('Enter');
  assert.deepEqual(await now(page), last);

  await page.keyboard.press('Escape');
  await page.waitForSelector('.rail');
  await page.waitForFunction(() => document.activeElement.id === 'screen');
  assert.equal(await prediction(page), end);
  // The presentation is a place of its own in the browser's history.
  await page.waitForFunction((hash) => location.hash === hash, before);
  await page.goBack();
  await known(page, 'told').waitFor();
  assert.equal((await now(page)).place[0], 1);
}));

test('stage: larger windows have larger words, a tap goes on, and a link opens the presentation', () => visit({ context: { reducedMotion: 'reduce', hasTouch: true } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const before = await addressed(page);
  await known(page, 'present').click();
  const words = [];
  for (const [width, height] of [[360, 740], [1280, 720], [1920, 1080]]) {
    await page.setViewportSize({ width, height });
    await settled(page);
    words.push((await now(page)).words);
    await expectNoSidewaysScroll(page, `${width} px`);
  }
  assert.deepEqual(words.map(Math.round), [16, 20, 30]);
  await page.locator('.presented-picture').tap();
  assert.equal((await now(page)).place[0], 2);
  await addressed(page, before);
  const address = page.url();
  await page.goto('about:blank');
  await openReady(page, address);
  assert.match((await now(page)).told, /^On average/);
  assert.equal(await page.locator('.rail').count(), 0);
}));

test('stage: a part of a page elsewhere, narrow and without storage, is the same to the last bit', (t) => visit({ context: { reducedMotion: 'reduce' }, init: withoutStorage }, async ({ page, server, context }) => {
  await openReady(page, server.url);
  await page.click('.share');
  await known(page, 'embed').locator('summary').click();
  const snippet = await known(page, 'embed').locator('input').inputValue();
  const said = await known(page, 'prediction').locator('strong').textContent();
  for (const sandbox of ['', 'sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"']) {
    await t.test(`stage: embedded ${sandbox}`, async () => {
      const host = await hostPage(snippet.replace('<iframe', `<iframe ${sandbox}`).replace('width="100%"', 'width="320"'));
      try {
        await page.goto(host.url);
        const length = await page.evaluate(() => history.length);
        const frame = page.frameLocator('iframe');
        await frame.locator('[data-test="proof"]').filter({ hasText: 'same to the last bit' }).waitFor();
        assert.equal(await frame.locator('[data-test="prediction"] strong').textContent(), said);
        assert.match(await frame.locator('h1').textContent(), /All features together take it from/);
        assert.match(await frame.locator('.quality').textContent(), /^SHAP\. (Estimated|Exact)/);
        assert.equal(await frame.locator('.top, .rail').count(), 0);
        const [needed, room] = await frame.locator('html').evaluate((html) => [html.scrollWidth, html.clientWidth]);
        assert.ok(needed <= room, `${needed} px wide on ${room}`);
        await page.waitForTimeout(600);
        assert.equal(await page.evaluate(() => history.length), length, 'the part wrote into the history of the page around it');
        const link = frame.locator('[data-test="whole"]');
        assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
        const [whole] = await Promise.all([context.waitForEvent('page'), link.click()]);
        await untilReady(whole);
        await whole.waitForSelector('.rail');
        assert.match(await known(whole, 'linked').textContent(), /same to the last bit/);
        await whole.close();
      } finally {
        await host.close();
      }
    });
  }
}));

test('S10: numbers alone tell what was chosen and no more, and are shown as they were sent', () => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server, browser }) => {
  await openReady(page, server.url);
  await page.click('.rail a[href="#data"]');
  await pickFile(page, `${CANARY}.csv`, birds());
  await untilExplained(page);
  await page.click('.rail a[href="#explain"]');
  const said = await known(page, 'prediction').locator('strong').textContent();
  await page.click('.share');
  const part = known(page, 'results');
  await part.locator('summary').click();
  const told = async () => {
    await painted(page);
    const link = await part.getByRole('textbox', { name: 'Numbers', exact: true }).inputValue();
    return { link, bytes: Buffer.from(link.split('#r2.')[1], 'base64url').toString('latin1'), revealed: await known(page, 'revealed').innerText() };
  };
  const bare = await told();
  assert.ok(!bare.bytes.includes(CANARY) && !bare.revealed.includes(CANARY), 'a cell leaks');
  for (const name of ['song', 'plumage', 'weight']) assert.ok(bare.bytes.includes(name) && bare.revealed.includes(name), `${name} is told, or said to be, but not both`);
  await part.getByRole('checkbox', { name: /values/ }).check();
  const valued = await told();
  assert.ok(valued.bytes.includes(`${CANARY}-`) && valued.revealed.includes(`${CANARY}-`));
  assert.ok(!valued.bytes.includes(`${CANARY}.csv`), 'the name of the file leaks');
  await part.getByRole('checkbox', { name: /name/ }).check();
  const named = await told();
  assert.ok(named.bytes.includes(`${CANARY}.csv`) && named.revealed.includes(`${CANARY}.csv`));

  // In another profile, which has no table.
  const other = await newContext(browser);
  try {
    const reader = await other.newPage();
    const errors = [];
    reader.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
    reader.on('pageerror', (e) => errors.push(String(e)));
    await reader.goto(bare.link);
    await known(reader, 'sent').waitFor();
    assert.match(await known(reader, 'sent').textContent(), /without the table they cannot be computed anew/);
    assert.equal(await known(reader, 'prediction').locator('strong').textContent(), said);
    assert.match(await known(reader, 'proof').textContent(), /have the fingerprints that came with them/);
    assert.ok(!(await reader.content()).includes(CANARY));
    await reader.locator('.figures summary').click();
    assert.equal(await reader.locator('.figures tbody tr').count(), 3);
    assert.equal(await reader.locator('img').count() + await reader.evaluate(() => Number(globalThis.__xss ?? 0)), 0, 'a name ran');
    await reader.getByRole('button', { name: 'LIME' }).click();
    await reader.getByRole('button', { name: 'Open Vitrine' }).click();
    await reader.waitForSelector('.rail');
    await reader.waitForFunction(() => document.activeElement.id === 'screen');
    await reader.waitForFunction(() => !location.hash.startsWith('#r2.'));
    // A letter that was changed is noticed.
    await reader.goto('about:blank');
    await reader.goto(bare.link.slice(0, -3) + (bare.link.at(-3) === 'A' ? 'B' : 'A') + bare.link.slice(-2));
    assert.match(await known(reader, 'linked').textContent(), /damaged/);
    assert.deepEqual(errors, []);
  } finally {
    await other.close();
  }

  // Opened in a tab with work, the work stays.
  await page.keyboard.press('Escape');
  await page.evaluate((hash) => { location.hash = hash; }, new URL(bare.link).hash);
  await known(page, 'sent').waitFor();
  await page.waitForTimeout(600);
  assert.match(page.url(), /#r2\./, 'the address does not keep what is shown');
  await page.getByRole('button', { name: 'Back to mine' }).click();
  assert.equal(await page.locator('.source').textContent(), `${CANARY}.csv`);
  assert.equal(await known(page, 'prediction').locator('strong').textContent(), said);
}));

test('U1: axe finds nothing in an explanation alone', (t) => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await page.click('.share');
  await known(page, 'results').locator('summary').click();
  await known(page, 'embed').locator('summary').click();
  const sent = await known(page, 'results').getByRole('textbox', { name: 'Numbers', exact: true }).inputValue();
  const part = (await known(page, 'embed').locator('input').inputValue()).match(/src="([^"]+)"/)[1];
  const check = (what, narrow = 320) => t.test(`U1: ${what}`, async () => {
    const looked = turn(`axe ${what}`, [`${narrow} light`, `${narrow} dark`, '1280 light', '1280 dark']);
    for (const width of [narrow, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      await settled(page);
      await expectNoSidewaysScroll(page, `${what}, ${width} px`);
      for (const colorScheme of ['light', 'dark'].filter((colours) => looked.includes(`${width} ${colours}`))) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        assert.deepEqual(await violations(page), [], `${what}, ${width} px, ${colorScheme}`);
      }
    }
  });
  await check('what is shared', 360);
  await page.keyboard.press('Escape');
  await known(page, 'present').click();
  await page.keyboard.press('End');
  await check('presented');
  await page.keyboard.press('Escape');
  await openSample(page, 'diabetes');
  await page.click('.rail a[href="#explain"]');
  await known(page, 'present').click();
  await page.keyboard.press('ArrowRight');
  await check('a number presented');
  for (const [address, what] of [[part, 'embedded'], [sent, 'sent']]) {
    await page.goto('about:blank');
    await openReady(page, address);
    await known(page, 'alone').locator('.picture g').first().waitFor({ state: 'attached' });
    if (what === 'sent') await page.locator('.figures summary').click();
    await check(what);
  }
}));

/** What is told just now: the place among the steps, the words, the level, and how the picture stands. */
async function now(page) {
  await settled(page);
  const seen = await page.evaluate(() => {
    const picture = document.querySelector('.presented-picture .picture');
    const text = (name) => document.querySelector(`[data-test="${name}"]`).textContent;
    const { x, y, width, height } = picture.getBoundingClientRect();
    return {
      place: text('place').match(/\d+/g).map(Number),
      told: text('told'),
      level: document.querySelector('[data-test="level"] strong').textContent,
      heard: picture.getAttribute('aria-label'),
      bars: picture.querySelectorAll('polygon').length,
      box: [x, y, width, height],
      words: Math.min(...[...picture.querySelectorAll('text')].map((t) => t.getAttribute('font-size') * width / picture.viewBox.baseVal.width)),
    };
  });
  return { ...seen, told: plain(seen.told).replaceAll('\u00a0', ' '), heard: plain(seen.heard).replaceAll('\u00a0', ' '), level: plain(seen.level) };
}

/** Waits until what was asked for is drawn. */
async function settled(page) {
  for (let i = 0; i < 3; i += 1) await painted(page);
}

/** Runs in every frame before anything else: a browser that keeps a part of a page from storing. */
function withoutStorage() {
  if (globalThis === globalThis.top) return;
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(globalThis, name, { get() { throw new DOMException('storage is off', 'SecurityError'); } });
  }
}

/** A page on another origin with this in it. */
async function hostPage(body) {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Somebody’s page</title><p>Before.</p>${body}<p>After.</p>`);
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const close = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

/** A table whose cells must not leave the page; its target has names of classes, which do. */
function birds() {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const heavy = (i * 7) % 10 > 4;
    return `${CANARY}-${['red', 'blue', 'green'][i % 3]},${(i * i) % 13},${heavy ? 30 + (i % 5) : 12 + (i % 7)},${heavy !== (i % 11 === 0) ? 'loud' : 'soft'}`;
  });
  return ['plumage,<img src=x onerror=window.__xss=1>,weight,song', ...rows].join('\n');
}
