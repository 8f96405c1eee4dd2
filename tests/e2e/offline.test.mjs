// F12: after the first visit the page needs no network, and a new version is offered and never forced.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  DIST, fingerprints, go, modelFingerprint, openReady, openSample, painted, trainLong, type, until, untilExplained, untilReady, untilTrue, visit,
  withBrowser,
} from './harness.mjs';
import { violations } from './axe.mjs';
import { exact } from './row.mjs';

withBrowser();

const SW = /\/sw\.js$/;
const PAGE = /\/$/;
/** Beside the list: the list itself, and what the browser asks for on its own account. */
const NOT_KEPT = ['/sw.js'];

test('F12: what is kept is the list, the list is what the page asks for, and keeping it asks for nothing', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const asked = server.requests.map((r) => r.path);
  await untilKept(page);
  assert.deepEqual(server.requests.slice(asked.length).map((r) => r.path), [], 'something was fetched to be kept');
  const list = await listed();
  assert.deepEqual(Object.keys(list).sort(), asked.filter((path) => !NOT_KEPT.includes(path)).map((path) => path.slice(1) || './').sort());
  const [name] = await page.evaluate(() => caches.keys());
  assert.ok(name.startsWith(`vitrine ${server.url} `), `the cache is called ${name}`);
  assert.deepEqual(await kept(page, name), list);
}));

test('F12: nothing is kept while the page still fetches', () => {
  let letCome;
  const adult = { match: /adult/, how: 'delay', until: new Promise((done) => { letCome = done; }) };
  return visit({ breaks: [adult] }, async ({ page, server }) => {
    await page.goto(server.url);
    await page.waitForFunction(() => performance.getEntriesByName('vitrine-explained').length > 0);
    await untilTrue(page, async () => (await navigator.serviceWorker.getRegistration())?.installing?.state === 'installing');
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
    assert.equal(await page.getAttribute('html', 'data-ready'), null);
    letCome();
    await untilKept(page);
  });
});

test('F12: a start from the cache locks connections when all tables are in', () => visit({ init: fetchAdultLate }, async ({ page, server }) => {
  await openReady(page, server.url);
  await untilKept(page);
  await page.reload();
  await untilReady(page);
  assert.equal(await page.evaluate(() => Object.keys(globalThis.vitrine.samples).length), 8, 'seven tables and their dictionary');
}));

/** Runs in the page: a start from the cache gets the largest table a second later. */
function fetchAdultLate() {
  const { fetch, navigator } = globalThis;
  globalThis.fetch = async (...request) => {
    if (navigator.serviceWorker.controller && /adult/.test(request[0])) await new Promise((done) => { setTimeout(done, 1_000); });
    return fetch(...request);
  };
}

test('F12: without a network everything is there, all tables too', () => visit({}, async ({ page, server, context }) => {
  await openReady(page, server.url);
  await untilKept(page);
  const before = await work(page);
  const n = server.requests.length;
  await context.setOffline(true);
  await server.close();
  await page.reload();
  await untilReady(page);
  assert.equal(await page.evaluate(() => Object.keys(globalThis.vitrine.samples).length), 8);
  assert.deepEqual(await work(page), before);
  for (const sample of ['breast_cancer', 'compas', 'diabetes', 'wine']) await openSample(page, sample);
  await trainLong(page);
  // By its other name too, and in another tab; a fragment is not part of an address.
  const other = await context.newPage();
  await other.goto(`${server.url}index.html#data`);
  await untilReady(other);
  assert.equal(server.requests.length, n);
}));

/** The fingerprints of what is trained and explained, on the table of the first visit and on iris with a what-if. */
async function work(page) {
  const found = [];
  // What a reload goes on with is another one.
  await openSample(page, 'german_credit');
  await go(page, 'model');
  found.push(await modelFingerprint(page));
  await go(page, 'explain');
  found.push(await fingerprints(page));
  await openSample(page, 'iris');
  await go(page, 'explain');
  await type(exact(page, 'petal length'), '3');
  await untilExplained(page);
  found.push(await fingerprints(page));
  return found;
}

test('F12: a second visit asks the host for nothing but whether there is a new version', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await untilKept(page);
  const n = server.requests.length;
  await page.reload();
  await untilReady(page);
  await openSample(page, 'iris');
  // The browser looks for a new version some moments after a start, which is the last that it asks for.
  const asked = () => [...new Set(server.requests.slice(n).map((r) => r.path))];
  await until(() => asked().includes('/sw.js'));
  assert.deepEqual(asked(), ['/sw.js']);
}));

test('F12: a new version waits until it is wanted, and the work goes on in it', () => visit({ breaks: [] }, async ({ page, server }) => {
  await openReady(page, server.url);
  await untilKept(page);
  await page.reload();
  await untilReady(page);
  await openSample(page, 'wine');
  await go(page, 'explain');
  const before = await fingerprints(page);

  server.breaks.push(...await newVersion());
  const notice = await offered(page);
  // It is there, and nothing of it is in use.
  assert.equal(await version(page), 'first');
  assert.equal((await page.evaluate(() => caches.keys())).length, 2);
  assert.deepEqual(await fingerprints(page), before);
  await notice.getByRole('button', { name: 'Not now' }).click();
  assert.equal(await notice.count(), 0);

  // Another start is in the old one too, and is offered the new one.
  await page.reload();
  await untilReady(page);
  assert.equal(await version(page), 'first');
  await notice.waitFor();
  await openSample(page, 'wine');
  const loaded = page.waitForEvent('load');
  await notice.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await untilReady(page);
  assert.equal(await version(page), 'second');
  assert.equal(await page.textContent('.source'), 'Wine');
  await go(page, 'explain');
  assert.deepEqual(await fingerprints(page), before);
  assert.equal((await page.evaluate(() => caches.keys())).length, 1, 'the old version is still there');
}));

test('F12: a page beside the one that takes the new version runs on', () => visit({ breaks: [] }, async ({ page, server, context }) => {
  await openReady(page, server.url);
  await untilKept(page);
  await page.reload();
  await untilReady(page);
  const other = await context.newPage();
  await openReady(other, server.url);
  server.breaks.push(...await newVersion());
  const notice = await offered(page);
  const loaded = page.waitForEvent('load');
  await notice.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await untilReady(page);
  assert.equal(await version(other), 'first');
  await openSample(other, 'iris');
  await go(other, 'explain');
  // Its own offer leads to the new version as well.
  const [again] = await Promise.all([other.waitForEvent('load'), other.locator('.newer').getByRole('button', { name: 'Reload' }).click()]);
  await untilReady(again);
  assert.equal(await version(other), 'second');
}));

test('F12: the offer moves nothing, hides nothing from axe, and is not on paper', () => visit({ breaks: [], context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await untilKept(page);
  await page.reload();
  await untilReady(page);
  const place = () => page.locator('h1').evaluate((h1) => JSON.stringify(h1.getBoundingClientRect()));
  const before = await place();
  server.breaks.push(...await newVersion());
  const notice = await offered(page);
  assert.equal(await place(), before);
  assert.equal(await notice.locator('p').innerText(), 'A new version is there. Reload to use it; your work is kept.');
  for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [360, 'light'], [360, 'dark']]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await painted(page);
    assert.deepEqual(await violations(page, '.newer'), [], `${width} px, ${colorScheme}`);
    const box = await page.evaluate(() => {
      const { left, right, bottom } = document.querySelector('.newer').getBoundingClientRect();
      return { left, right, bottom };
    });
    assert.ok(box.left >= 0 && box.right <= width, `${width} px: it reaches out of the window`);
    const rail = await page.locator('.rail').boundingBox();
    if (width === 360) assert.ok(box.bottom <= rail.y, 'it covers the tabs');
  }
  await page.emulateMedia({ media: 'print' });
  assert.equal(await notice.isVisible(), false);
}));

test('F12: a version that is not whole is not taken', () => visit({ breaks: [] }, async ({ page, server }) => {
  await openReady(page, server.url);
  await untilKept(page);
  await page.reload();
  await untilReady(page);
  // The new list is on the host already, the new page is not.
  const [list] = await newVersion();
  server.breaks.push(list);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    globalThis.ended = new Promise((done) => {
      registration.onupdatefound = ({ target: { installing } }) => { installing.onstatechange = () => done(installing.state); };
    });
  });
  await lookForNew(page);
  assert.equal(await page.evaluate(() => globalThis.ended), 'redundant');
  assert.equal(await page.locator('.newer').count(), 0);
  await page.reload();
  await untilReady(page);
  assert.equal(await version(page), 'first');
}));

for (const [name, broken] of [
  ['is missing', { match: SW, how: 'missing' }],
  ['is a page', { match: SW, how: 'replace', body: () => '<!doctype html><p>Sign in', type: 'text/html' }],
  ['is damaged', { match: SW, how: 'truncate' }],
  ['is of another version', { match: SW, how: 'replace', body: (js) => js.replace(/"[0-9a-f]{64}"/, `"${'0'.repeat(64)}"`) }],
  ['does not come', { match: SW, how: 'silence' }],
]) {
  test(`F12: where sw.js ${name} the page works as before`, () => visit({ breaks: [broken], provokes: true }, async ({ page, server }) => {
    await openReady(page, server.url);
    await openSample(page, 'iris');
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    assert.equal(await page.locator('.newer, #recovery:not([hidden])').count(), 0);
  }));
}

test('F12: a browser without service workers, or one that refuses, is no worse off', async () => {
  const inits = [
    () => { delete Navigator.prototype.serviceWorker; delete globalThis.caches; },
    () => { ServiceWorkerContainer.prototype.register = () => { throw new DOMException('not here', 'SecurityError'); }; },
    () => Object.defineProperty(navigator, 'serviceWorker', { get() { throw new DOMException('not here', 'SecurityError'); } }),
  ];
  for (const init of inits) {
    await visit({ init }, async ({ page, server }) => {
      await openReady(page, server.url);
      await openSample(page, 'iris');
      assert.ok(!server.requests.some((r) => r.path === '/sw.js'));
    });
  }
});

test('F12: in a frame nothing is kept', () => visit({ base: ['/', '/frame/'] }, async ({ page, server }) => {
  await page.route('**/around', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><iframe src="/frame/"></iframe>' }));
  await page.goto(`${server.url}around`);
  await page.frameLocator('iframe').locator('html[data-ready]').waitFor();
  assert.deepEqual(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
}));

test('F12: two copies on one host do not disturb each other', () => visit({ base: ['/one/', '/one/two/'] }, async ({ page, server, context }) => {
  const other = await context.newPage();
  for (const [tab, url] of [[page, server.url], [other, `${server.url}two/`]]) {
    await openReady(tab, url);
    await untilKept(tab);
  }
  const names = await page.evaluate(() => caches.keys());
  assert.deepEqual(names.map((name) => name.split(' ')[1]).sort(), [server.url, `${server.url}two/`]);
  await other.evaluate(() => globalThis.vitrine.forgetOffline());
  assert.deepEqual(await page.evaluate(() => caches.keys()), names.filter((name) => name.split(' ')[1] === server.url));
  await server.close();
  await page.reload();
  await untilReady(page);
  // The copy that was forgotten is not the other one's to give.
  await assert.rejects(other.reload());
}));

test('F12: forgotten is forgotten, and the next start keeps the page anew', () => visit({}, async ({ page, server, context }) => {
  await openReady(page, server.url);
  await untilKept(page);
  await page.reload();
  await untilReady(page);
  await page.evaluate(() => globalThis.vitrine.forgetOffline());
  const left = () => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, await caches.keys()]);
  assert.deepEqual(await left(), [0, []]);
  await openSample(page, 'iris');
  assert.deepEqual(await left(), [0, []]);
  await page.reload();
  await untilReady(page);
  await untilKept(page);
  await context.setOffline(true);
  await page.reload();
  await untilReady(page);
}));

test('F12: what is forgotten while it is being kept is not kept', () => visit({ base: ['/one/', '/one/two/'] }, async ({ page, server, context }) => {
  const forgetAtOnce = async (tab) => {
    await tab.evaluate(() => globalThis.vitrine.forgetOffline());
    await tab.waitForTimeout(2_000);
    return tab.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]);
  };
  // The first version; also beside a copy that is kept, in a folder above.
  await openReady(page, server.url);
  assert.deepEqual(await forgetAtOnce(page), [0, 0]);
  await openReady(page, server.url);
  await untilKept(page);
  const other = await context.newPage();
  await openReady(other, `${server.url}two/`);
  assert.deepEqual(await forgetAtOnce(other), [1, 1]);
  // A later version, whose page takes a while, beside the one in force.
  await page.reload();
  await untilReady(page);
  const [list, html] = await newVersion();
  server.breaks.push(list, { ...html, ms: 1_000 });
  await lookForNew(page);
  await page.evaluate(async () => {
    while ((await caches.keys()).length < 2) await new Promise((done) => { setTimeout(done, 1); });
  });
  assert.deepEqual(await forgetAtOnce(page), [0, 0]);
}));

// Browsers differ in whether an installation goes on in a worker that is not wanted any more: ours is told.
test('F12: a worker that is told to forget installs nothing', () => visit({ breaks: [] }, async ({ page, server }) => {
  await openReady(page, server.url);
  await untilKept(page);
  const [list, html] = await newVersion();
  server.breaks.push(list, { ...html, ms: 1_000 });
  await lookForNew(page);
  const state = await page.evaluate(async () => {
    while ((await caches.keys()).length < 2) await new Promise((done) => { setTimeout(done, 1); });
    const { installing } = await navigator.serviceWorker.getRegistration();
    installing.postMessage('forget');
    await new Promise((done) => { installing.onstatechange = done; });
    return installing.state;
  });
  assert.equal(state, 'redundant');
}));

test('F12: when connections are locked no worker is made from an address any more', () => visit({ provokes: true }, async ({ page, server }) => {
  await openReady(page, server.url);
  await untilKept(page);
  const n = server.requests.length;
  const refused = await page.evaluate(() => navigator.serviceWorker.register('sw.js?again').then(() => 'done', (error) => error.name));
  assert.equal(refused, 'SecurityError');
  const made = () => new Promise((done) => {
    try {
      const worker = new Worker(new URL('sw.js?again', ORIGIN));
      worker.onerror = () => done('refused');
      worker.onmessage = () => done('made');
      setTimeout(() => done('silent'), 1_000);
    } catch (error) {
      done(error.name);
    }
  });
  const text = `globalThis.ORIGIN = ${JSON.stringify(server.url)}; (${made})()`;
  for (const place of [page, ...page.workers()]) assert.match(await place.evaluate(text), /refused|SecurityError/);
  assert.deepEqual(server.requests.slice(n).map((r) => r.path), []);
}));

test('F12: a file that is damaged where it is kept is fetched again', () => visit({ provokes: true }, async ({ page, server }) => {
  await openReady(page, server.url);
  await untilKept(page);
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const [wasm] = (await cache.keys()).filter((request) => request.url.endsWith('.wasm'));
    await cache.put(wasm, new Response('damaged', { headers: { 'content-type': 'application/wasm' } }));
  });
  await page.reload();
  await page.waitForSelector('#recovery[data-cause="wasm-damaged"]');
  await page.click('#recovery-reload');
  await page.waitForSelector('html[data-ready]');
}));

/** Waits until the worker is in force, and with it all that it keeps. */
function untilKept(page) {
  return untilTrue(page, async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    // Of a folder above there may be another one.
    return registration?.scope === new URL('./', location).href && registration.active?.state === 'activated';
  });
}

/** The list of the build: by path, the SHA-256. */
async function listed() {
  return JSON.parse(/const FILES = (\{[^}]*\});/.exec(await readFile(`${DIST}/sw.js`, 'utf8'))[1]);
}

/** What a cache holds, as the list has it. */
function kept(page, name) {
  return page.evaluate(async ([called, base]) => {
    const cache = await caches.open(called);
    const entries = (await cache.keys()).map(async (request) => {
      const digest = await crypto.subtle.digest('SHA-256', await (await cache.match(request)).arrayBuffer());
      const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return [request.url.slice(base.length) || './', hex];
    });
    return Object.fromEntries(await Promise.all(entries));
  }, [name, page.url().split('#')[0]]);
}

/** Answers of a host that has the next version: its list, and its page. */
async function newVersion() {
  const change = (html) => html.replace('<html ', '<html data-version="second" ');
  const hash = createHash('sha256').update(change(await readFile(`${DIST}/index.html`, 'utf8'))).digest('hex');
  const list = (js) => js.replace(/("\.\/": )"\w+"/, `$1"${hash}"`).replace(/(const VERSION = )'\w+'/, "$1'the second'");
  return [{ match: SW, how: 'replace', body: list }, { match: PAGE, how: 'replace', body: change }];
}

/** Which of both versions a page is of. */
function version(page) {
  return page.evaluate(() => document.documentElement.dataset.version ?? 'first');
}

/** Lets the browser look for a new version, as it does at each start, and waits for the offer of it. */
async function offered(page) {
  const notice = page.locator('.newer');
  // A look that the browser began by itself, before the version was there, takes the place of ours: it is asked for again.
  for (let left = 6; left > 0; left -= 1) {
    await lookForNew(page);
    try {
      await notice.waitFor({ timeout: left > 1 ? 20_000 : undefined });
      break;
    } catch (error) {
      if (error.name !== 'TimeoutError' || left === 1) throw error;
    }
  }
  return notice;
}

/** The page itself cannot: when connections are locked, nothing that it does leads to a worker from an address. */
async function lookForNew(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.updateRegistration', { scopeURL: new URL('./', page.url()).href });
  await session.detach();
}
