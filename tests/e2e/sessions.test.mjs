// Sessions: what a person did is there again after a reload or a crash, in this browser alone, until it is forgotten
// (F10, F11, S10).

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  field, fingerprints, go, kept, known, modelFingerprint, newContext, openReady, openSample, pickFile, plain, seeded, trainLine, type, unfold,
  untilExplained, untilReady, untilSource, untilStep, untilTrue, visit, withBrowser,
} from './harness.mjs';
import { LINK } from './address.mjs';
import { times } from './repeats.mjs';

withBrowser();

/** A table of one’s own with a canary in each text. */
function canaries() {
  const random = seeded(50);
  const rows = Array.from({ length: 90 }, (_, i) => `${['canaryred', 'canaryblue'][i % 2]},${(100 * random()).toFixed(2)},${random() < 0.5 ? 'canaryyes' : 'canaryno'}`);
  return `colour,size,answer\n${rows.join('\n')}\n`;
}

/** Deletes a session of the list, which asks first. */
async function remove(sessions, name) {
  await sessions.getByRole('button', { name: `Delete ${name}…` }).click();
  await sessions.getByRole('button', { name: `Delete ${name} for good` }).click();
}

/** What kinds of parts are kept of the session of this tab. */
function parts(page) {
  return page.evaluate(async () => {
    const { parts } = await globalThis.vitrineStore.read(sessionStorage.getItem('vitrine-session'));
    return parts.map(([name]) => name.split('/')[0]);
  });
}

async function openSessions(page) {
  await go(page, 'data');
  const sessions = known(page, 'sessions');
  if (!await sessions.evaluate((details) => details.open)) await sessions.locator('summary').first().click();
  return sessions;
}

/** All that the browser keeps of this origin. */
function stored(page) {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map((d) => d.name), caches: await caches.keys(), local: localStorage.length, session: sessionStorage.length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
}

test('before anything is chosen nothing is kept', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await page.waitForTimeout(600);
  const { databases, local, session } = await stored(page);
  assert.deepEqual({ databases, local, session }, { databases: [], local: 0, session: 0 });
  await openSessions(page);
  assert.match(await known(page, 'kept').innerText(), /Nothing is kept yet/);
  assert.deepEqual(await page.evaluate(() => globalThis.vitrineStore.list()), []);
}));

test('a session is there again after a reload, and after the tab crashed', () => visit({ provokes: true }, async ({ page, server, context }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'own.csv', canaries());
  await trainLine(page);
  await go(page, 'explain');
  await type(field(page.locator('#screen'), 'Row'), '12');
  await untilExplained(page);
  const prints = await fingerprints(page);
  await kept(page);
  await page.reload();
  await untilReady(page);
  await untilSource(page, 'own.csv');
  await untilExplained(page);
  await go(page, 'explain');
  assert.equal(await field(page.locator('#screen'), 'Row').inputValue(), '12');
  assert.deepEqual(await fingerprints(page), prints);
  await kept(page);
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
  // Of a tab that crashed only the browser knows; what it kept is in the list of the next one.
  const next = await context.newPage();
  await openReady(next, server.url);
  await openSessions(next);
  await next.getByRole('button', { name: 'Go on with own.csv' }).click();
  await untilSource(next, 'own.csv');
  await untilExplained(next);
  await go(next, 'explain');
  assert.equal(await field(next.locator('#screen'), 'Row').inputValue(), '12');
  assert.deepEqual(await fingerprints(next), prints);
}));

/** Trains a network for `epochs` passes and no fewer, from the screen Model. */
async function train(page, epochs) {
  await go(page, 'model');
  await unfold(page);
  await page.getByRole('group', { name: 'Early stopping' }).getByRole('button', { name: 'off', exact: true }).click();
  await type(field(page.locator('#screen'), 'units, layer 1'), '96');
  await type(field(page.locator('#screen'), 'epochs'), String(epochs));
  await known(page, 'train').click();
}

/** Waits until so many percent of the training are done, or all of it; how many they were. */
async function progress(page, percent) {
  const found = await page.waitForFunction((least) => {
    const said = document.querySelector('.rail a[href="#model"] .step-state')?.textContent ?? '';
    const done = said === 'done' ? 100 : Number(/^\d+/.exec(said)?.[0] ?? -1);
    return done >= least && String(done);
  }, percent, { polling: 20 });
  return Number(await found.jsonValue());
}

/** Waits until a training can be gone on with, or is done. */
function untilResumable(page) {
  return untilTrue(page, async () => {
    const id = sessionStorage.getItem('vitrine-session');
    const session = id && await globalThis.vitrineStore.read(id);
    const isDone = document.querySelector('.rail a[href="#model"] .step-state')?.textContent === 'done';
    return isDone || session?.parts.some(([name]) => name.startsWith('checkpoint/'));
  });
}

/** Remembers how many percent of the training are done when the page says so first after it was loaded. */
function rememberFirst() {
  const timer = setInterval(() => {
    const said = document.querySelector('.rail a[href="#model"] .step-state')?.textContent ?? '';
    if (!/^(\d+\s%|done)$/.test(said)) return;
    globalThis.firstSaid = said === 'done' ? 100 : Number.parseInt(said, 10);
    clearInterval(timer);
  }, 5);
}

/**
 * Reloads the page when more than a random part of a training of `epochs` is done.
 * How many percent were, how many are said first afterwards, and the fingerprint in the end; nothing where it ended too soon.
 */
function cutShort(epochs, random) {
  return visit({ init: rememberFirst }, async ({ page, server }) => {
    await openReady(page, server.url);
    await train(page, epochs);
    await untilResumable(page);
    const cut = await progress(page, Math.floor(20 + 60 * random()));
    if (cut === 100) return null;
    await page.reload();
    await untilStep(page, 'model');
    const first = await page.evaluate(() => globalThis.firstSaid);
    await go(page, 'model');
    assert.equal(await known(page, 'anew').count(), 0);
    return { cut, first, print: await modelFingerprint(page) };
  });
}

test('F10: a training that a reload cuts short goes on and ends with the same bits', async (t) => {
  const random = seeded(51);
  const n = times({ always: 3, release: 20 });
  // As long as it takes, here and now, for a checkpoint to be stored well before the end; there is one a second.
  let [epochs, seen] = [300, []];
  while (seen.length < n) {
    const one = await cutShort(epochs, random);
    if (one) seen.push(one);
    else [epochs, seen] = [epochs * 2, []];
    assert.ok(epochs <= 10_000, 'no training is long enough to be cut short');
  }
  const whole = await visit({}, async ({ page, server }) => {
    await openReady(page, server.url);
    await train(page, epochs);
    await untilStep(page, 'model');
    await go(page, 'model');
    return modelFingerprint(page);
  });
  const told = seen.map(({ cut, first }) => `${cut} → ${first}`).join(', ');
  t.diagnostic(`of ${epochs} epochs, percent done before the reload, and said first after it: ${told}`);
  for (const { cut, first, print } of seen) {
    assert.equal(print, whole, `reloaded at ${cut} %`);
    assert.ok(first >= 5, `began anew, and not from a checkpoint: ${told}`);
  }
});

test('F11: without storage the page works, and says once that nothing is kept', () => visit({ init: () => {
  Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('storage is blocked', 'SecurityError'); } });
} }, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await openSessions(page);
  await known(page, 'kept').filter({ hasText: /This browser keeps nothing \(.*blocked.*\)/ }).waitFor();
  await page.reload();
  await untilReady(page);
  // The address has the view of a bundled table even so.
  await untilSource(page, 'Iris');
}));

/** From the moment that `full` is set the browser has no room for a table: the transaction is given up, as browsers do. */
function fillUp() {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    const request = put.call(this, value, key);
    if (globalThis.full && this.name === 'tables') this.transaction.abort();
    return request;
  };
}

test('F11: where storage is full the session before stays whole', () => visit({ init: fillUp }, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'small.csv', canaries());
  await untilExplained(page);
  await kept(page);
  await page.evaluate(() => { globalThis.full = true; });
  const big = `colour,size,answer\n${Array.from({ length: 60_000 }, (_, i) => `${i % 7},${i},${i % 3}`).join('\n')}\n`;
  await go(page, 'data');
  await pickFile(page, 'big.csv', big);
  await untilExplained(page);
  await openSessions(page);
  await known(page, 'kept').filter({ hasText: /This browser keeps nothing/ }).waitFor();
  const [before] = await page.evaluate(() => globalThis.vitrineStore.list());
  const whole = await page.evaluate(async ({ id }) => {
    const found = await globalThis.vitrineStore.read(id);
    return { source: found.source, bytes: found.table.length };
  }, before);
  assert.equal(whole.source, 'small.csv');
  assert.equal(whole.bytes, Buffer.byteLength(canaries()));
}));

test('F11: a session of a newer page, and one that is damaged, are refused by name and stay', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'wine');
  await kept(page);
  await page.evaluate(async () => {
    const store = globalThis.vitrineStore;
    const [{ id }] = await store.list();
    const { table, parts, ...session } = await store.read(id);
    const newer = Uint8Array.from(session.state);
    newer[0] = 9;
    await store.write({ ...session, id: 'newer', name: 'newer', hash: null, state: newer }, null, true);
    await store.write({ ...session, id: 'broken', name: 'broken', hash: null, state: session.state.slice(0, 9) }, null, true);
    if (table || !parts) throw new Error('a bundled table needs no bytes');
    sessionStorage.setItem('vitrine-session', id);
  });
  for (const [name, words] of [['newer', /newer version/], ['broken', /damaged/]]) {
    await page.reload();
    await untilReady(page);
    await openSessions(page);
    await page.getByRole('button', { name: `Go on with ${name}` }).click();
    await page.getByText(words).first().waitFor();
    // The tab still has the session that it had.
    assert.notEqual(await page.evaluate(() => sessionStorage.getItem('vitrine-session')), name);
    await untilSource(page, 'Wine');
  }
  assert.equal((await page.evaluate(() => globalThis.vitrineStore.list())).length, 3);
}));

test('a file that is opened gets a session of its own, and undo leads back to the one before', () => visit({}, async ({ page, server }) => {
  const listed = async () => (await page.evaluate(() => globalThis.vitrineStore.list())).map(({ name, source }) => `${name}: ${source}`).sort();
  await openReady(page, server.url);
  // Bundled tables that are only looked at make room.
  await openSample(page, 'iris');
  await kept(page);
  await openSample(page, 'wine');
  await kept(page);
  assert.deepEqual(await listed(), ['Wine: Wine']);
  await go(page, 'data');
  await pickFile(page, 'own.csv', canaries());
  await untilExplained(page);
  await kept(page);
  const first = await openSessions(page);
  await type(first.getByRole('textbox', { name: 'name' }), 'My colours');
  await go(page, 'data');
  await pickFile(page, 'other.csv', canaries().replaceAll('red', 'black'));
  await untilExplained(page);
  await kept(page);
  assert.deepEqual(await listed(), ['My colours: own.csv', 'other.csv: other.csv']);
  await known(page, 'undo').click();
  await untilSource(page, 'own.csv');
  await trainLine(page);
  await kept(page);
  assert.deepEqual(await listed(), ['My colours: own.csv', 'other.csv: other.csv']);
  await page.reload();
  await untilReady(page);
  await untilSource(page, 'own.csv');
  // A file that is no table leaves no session.
  await go(page, 'data');
  await page.setInputFiles('[data-test="intake"] input[type="file"]', { name: 'none.csv', mimeType: 'text/csv', buffer: Buffer.from([0, 1, 2, 0, 255, 0]) });
  await untilStep(page, 'data', 'failed');
  // What is not to come is given the time in which choices are written.
  await page.waitForTimeout(800);
  assert.deepEqual(await listed(), ['My colours: own.csv', 'other.csv: other.csv']);
}));

test('F11: two tabs keep a session each', () => visit({}, async ({ page, server, context }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await kept(page);
  const other = await context.newPage();
  await openReady(other, server.url);
  await openSample(other, 'wine');
  await kept(other);
  const names = async () => (await page.evaluate(() => globalThis.vitrineStore.list())).map(({ source }) => source).sort();
  assert.deepEqual(await names(), ['Iris', 'Wine']);
  await page.reload();
  await untilReady(page);
  await untilSource(page, 'Iris');
  // A tab that was duplicated has the other one's word, and becomes a session of its own.
  const twin = await context.newPage();
  const id = await page.evaluate(() => sessionStorage.getItem('vitrine-session'));
  await twin.addInitScript((one) => { if (!sessionStorage.getItem('vitrine-session')) sessionStorage.setItem('vitrine-session', one); }, id);
  await openReady(twin, server.url);
  await untilSource(twin, 'Iris');
  await untilExplained(twin);
  await kept(twin);
  assert.deepEqual(await names(), ['Iris', 'Iris', 'Wine']);
  // What was trained in the other one is kept under its own name too.
  assert.deepEqual(await parts(twin), ['model']);
}));

test('F11: what one tab deletes or forgets, no other one brings back', () => visit({}, async ({ page, server, context }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await kept(page);
  const other = await context.newPage();
  await openReady(other, server.url);
  await go(other, 'data');
  await pickFile(other, 'canary.csv', canaries());
  await untilExplained(other);
  await kept(other);
  await page.bringToFront();
  let sessions = await openSessions(page);
  await remove(sessions, 'canary.csv');
  await untilTrue(page, async () => (await globalThis.vitrineStore.list()).length === 1);
  await other.bringToFront();
  await trainLine(other);
  await openSessions(other);
  await other.getByText(/keeps nothing \(this session was deleted in another tab\)/).waitFor();
  assert.deepEqual((await page.evaluate(() => globalThis.vitrineStore.list())).map(({ source }) => source), ['Iris']);
  // Another session is kept again.
  await (await openSessions(other)).getByRole('button', { name: 'Begin another session' }).click();
  await openSample(other, 'wine');
  await kept(other);
  await page.bringToFront();
  sessions = await openSessions(page);
  await sessions.getByRole('button', { name: 'Forget everything…' }).click();
  await sessions.getByRole('button', { name: 'Forget everything', exact: true }).click();
  await page.getByText('Everything that was kept is deleted').waitFor();
  await other.bringToFront();
  await trainLine(other);
  await openSessions(other);
  await other.getByText(/keeps nothing \(everything was forgotten in another tab\)/).waitFor();
  assert.deepEqual((await stored(other)).databases, []);
}));

test('sessions have names, are gone on with, deleted, and travel as one file', () => visit({}, async ({ page, server, browser }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'own.csv', canaries());
  await trainLine(page);
  await go(page, 'explain');
  const prints = await fingerprints(page);
  await kept(page);
  await page.waitForFunction((begin) => location.hash.startsWith(begin), `#${LINK}`);
  const link = await page.evaluate(() => location.hash);
  assert.deepEqual(await parts(page), ['model', 'model'], 'the one that a table begins with, and the one that was asked for');
  let sessions = await openSessions(page);
  await type(sessions.getByRole('textbox', { name: 'name' }), 'Colours & sizes');
  const [download] = await Promise.all([page.waitForEvent('download'), sessions.getByRole('button', { name: 'Save as a file' }).click()]);
  assert.match(download.suggestedFilename(), /^vitrine-colours-sizes\.vitrine$/);
  const file = await download.path();
  await sessions.getByRole('button', { name: 'Begin another session' }).click();
  await untilSource(page, 'German credit');
  await openSample(page, 'iris');
  await kept(page);
  sessions = await openSessions(page);
  await sessions.getByRole('button', { name: 'Go on with Colours & sizes' }).click();
  await untilSource(page, 'own.csv');
  await untilExplained(page);
  await go(page, 'explain');
  assert.deepEqual(await fingerprints(page), prints);
  sessions = await openSessions(page);
  await remove(sessions, 'Iris');
  await untilTrue(page, async () => (await globalThis.vitrineStore.list()).length === 1);
  const context = await newContext(browser);
  const other = await context.newPage();
  await openReady(other, server.url);
  await go(other, 'data');
  await other.setInputFiles('[data-test="intake"] input[type="file"]', { name: 'any name', mimeType: 'application/octet-stream', buffer: await readFile(file) });
  await untilSource(other, 'own.csv');
  await untilExplained(other);
  await go(other, 'explain');
  assert.deepEqual(await fingerprints(other), prints);
  // What came with the file is kept here too, and no more came than the model of these choices.
  await kept(other);
  assert.deepEqual(await parts(other), ['model']);
  // A link is told apart from what was trained elsewhere.
  await go(other, 'explain');
  await type(field(other.locator('#screen'), 'Row'), '3');
  await untilExplained(other);
  await other.waitForFunction(([begin, hash]) => location.hash.startsWith(begin) && location.hash !== hash, [`#${LINK}`, link]);
  await other.evaluate((hash) => { location.hash = hash; }, link);
  await other.getByRole('button', { name: 'Open the link' }).click();
  await other.getByText(/the same to the last bit. Both explanations were recomputed here; the model was not trained now/).waitFor();
  // A damaged file is refused, and what was there stays.
  const damaged = await readFile(file);
  damaged[damaged.length - 1] ^= 1;
  await go(other, 'data');
  await other.setInputFiles('[data-test="intake"] input[type="file"]', { name: 'damaged', mimeType: 'application/octet-stream', buffer: damaged });
  await other.getByText(/The file is damaged/).waitFor();
  await untilSource(other, 'own.csv');
  await context.close();
}));

test('S10: forgotten is forgotten: no database, no cache, no mark, no canary', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'canary.csv', canaries());
  await untilExplained(page);
  await kept(page);
  const sessions = await openSessions(page);
  await sessions.getByRole('button', { name: 'Forget everything…' }).click();
  await sessions.getByRole('button', { name: 'Forget everything', exact: true }).click();
  await page.getByText('Everything that was kept is deleted').waitFor();
  const nothing = { databases: [], caches: [], local: 0, session: 0, workers: 0 };
  assert.deepEqual(await stored(page), nothing);
  // What is chosen afterwards is not kept either; it is given the time in which choices are written.
  await trainLine(page);
  await page.waitForTimeout(500);
  assert.deepEqual(await stored(page), nothing);
  assert.ok(!decodeURIComponent(page.url()).includes('canary'));
}));

/** From the moment that `stuck` is set the browser does not delete. */
function getStuck() {
  const { deleteDatabase } = IDBFactory.prototype;
  IDBFactory.prototype.deleteDatabase = function (name) {
    if (!globalThis.stuck) return deleteDatabase.call(this, name);
    const request = { error: new DOMException('the disk is busy', 'UnknownError') };
    setTimeout(() => request.onerror());
    return request;
  };
}

test('S10: what could not be deleted is not said to be, and can be deleted later', () => visit({ init: getStuck }, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await kept(page);
  const sessions = await openSessions(page);
  const forget = async (words) => {
    await sessions.getByRole('button', { name: 'Forget everything…' }).click();
    await sessions.getByRole('button', { name: 'Forget everything', exact: true }).click();
    await known(page, 'kept').filter({ hasText: words }).waitFor();
  };
  await page.evaluate(() => { globalThis.stuck = true; });
  await forget(/Not everything could be deleted \(.*the disk is busy.*\)/);
  await page.evaluate(() => { globalThis.stuck = false; });
  await forget(/Everything that was kept is deleted/);
  assert.deepEqual((await stored(page)).databases, []);
}));
