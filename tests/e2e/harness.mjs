// What the end-to-end tests share: one browser, a server with a build, and pages that are watched. A page that logs an
// error or breaks its policy fails its test, unless the test says that it provokes it.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { LINK } from './address.mjs';
import { startServer } from './server.mjs';

export const DIST = resolve(process.env.VITRINE_DIST ?? 'dist');
export const DIST_FAULTS = resolve(process.env.VITRINE_DIST_FAULTS ?? 'target/dist-faults');

/**
 * Longest wait for anything, in milliseconds: that the page is ready, a step of its work done, a text there. Waits are for
 * states, so that this is met where something is broken, and not where a machine is slow.
 */
export const MOST_MS = 180_000;

/**
 * Whether times are held to their goals, with VITRINE_TIMES=1. On a machine that does other things beside it they say little:
 * without, they are printed, and held loosely or not at all.
 */
export const TIMED = process.env.VITRINE_TIMES === '1';

let browser;

/** Starts a browser before the tests of a file, with further arguments, and ends it after them. */
export function withBrowser({ args = [] } = {}) {
  before(async () => {
    assert.ok(existsSync(DIST), `there is no build in ${DIST}; run make test`);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--disable-background-networking', '--disable-component-update', ...args],
    });
  });
  after(() => browser?.close());
}

/**
 * Runs `body` with a fresh profile and a fresh server, then checks what was seen; what `body` returns.
 *   dist, base, breaks, asHost
 *                        what is served, and how (server.mjs)
 *   context              options of the browser context, such as colorScheme or viewport
 *   init                 a function that runs in the page before anything else
 *   cores                how many the page believes to have; with two it has one worker
 *   provokes             console errors and violations are expected
 */
export async function visit(options, body) {
  const { dist = DIST, base, breaks, asHost, context: wanted, init, cores = 2, provokes = false } = options;
  const server = await startServer(dist, { base, breaks, asHost });
  const context = await newContext(browser, wanted);
  const seen = { errors: [], violations: [] };
  try {
    const page = await context.newPage();
    watch(page, seen);
    await page.addInitScript(reportViolations);
    await page.addInitScript(believeInCores, cores);
    if (init) await page.addInitScript(init);
    const found = await body({ page, server, context, browser, seen });
    if (!provokes) {
      assert.deepEqual(seen.violations, [], 'the page broke its own policy');
      assert.deepEqual(seen.errors, [], 'the page logged errors');
    }
    return found;
  } finally {
    await context.close();
    await server.close();
  }
}

/** A fresh profile, in which one waits for as long as MOST_MS. */
export async function newContext(from, options) {
  const context = await from.newContext(options);
  context.setDefaultTimeout(MOST_MS);
  return context;
}

/** A visit to the build that can be broken on purpose. */
export function faulty(options, body) {
  assert.ok(existsSync(DIST_FAULTS), `there is no build with faults in ${DIST_FAULTS}; run make test`);
  return visit({ dist: DIST_FAULTS, ...options }, body);
}

/** Opens the page and waits until it is ready and stands complete; fails with the panel's own words if it is not to be. */
export async function openReady(page, url) {
  await page.goto(url);
  await untilReady(page);
  await built(page);
}

/** Waits until what a function here says or promises is true. */
export async function until(asked) {
  const end = Date.now() + MOST_MS;
  while (!await asked()) {
    if (Date.now() > end) assert.fail(`never came true: ${asked}`);
    await new Promise((done) => { setTimeout(done, 50); });
  }
}

/** Waits until what a function of the page promises is true. `waitForFunction` takes the promise itself for true. */
export function untilTrue(page, asked) {
  return until(Object.assign(() => page.evaluate(asked), { toString: () => String(asked) }));
}

/** Waits for readiness, or fails with what the recovery panel says. */
export async function untilReady(page) {
  const state = await page.waitForFunction(
    () => ('ready' in document.documentElement.dataset && 'ready') || (document.querySelector('#recovery:not([hidden])') && 'failed'),
  );
  if (await state.jsonValue() === 'failed') assert.fail(`the page gave up: ${await page.textContent('#recovery')}`);
}

/** The selector of an element that the tests know. */
export function test(name) {
  return `[data-test="${name}"]`;
}

/** An element that the tests know. */
export function known(page, name) {
  return page.locator(test(name));
}

/** Goes to a screen by its link on the rail. */
export async function go(page, screen) {
  await page.click(`.rail a[href="#${screen}"]`);
  await page.waitForSelector(`.rail a[href="#${screen}"][aria-current="page"]`);
  await built(page);
}

/** Waits until the screen stands complete: its parts are built one after the other. */
export function built(page) {
  return page.waitForFunction(() => document.getElementById('screen').ariaBusy !== 'true');
}

/** The names of all screens, as the rail has them. */
export function screens(page) {
  return page.locator('.rail a').evaluateAll((links) => links.map((link) => link.hash.slice(1)));
}

/** Opens all that is folded away. */
export async function unfold(page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  await page.waitForFunction(() => [...document.querySelectorAll('details.panel')].every((panel) => panel.querySelector('.staged[aria-busy="false"] figure')));
}

/** Waits until the page has painted what it was told. */
export function painted(page) {
  return page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); }));
}

/** Waits until the rail says `wanted` of a step, a text or an expression, thin spaces being spaces; fails with what is said instead. */
export async function untilStep(page, screen, wanted = /^done$/) {
  const selector = `.rail a[href="#${screen}"] .step-state`;
  const [source, flags] = wanted instanceof RegExp ? [wanted.source, wanted.flags] : [`^${wanted}$`, ''];
  const says = ([at, pattern, how]) => new RegExp(pattern, how).test(document.querySelector(at)?.textContent.replaceAll('\u202f', ' '));
  try {
    await page.waitForFunction(says, [selector, source, flags]);
  } catch {
    const notices = await page.locator('.notice, #recovery:not([hidden])').allInnerTexts();
    assert.fail(`${screen} is “${await page.textContent(selector)}”, not ${wanted}. ${notices.join(' ')}`);
  }
  await built(page);
}

/** Waits until the row as it is now is explained. */
export function untilExplained(page) {
  return untilStep(page, 'explain');
}

/** Chooses a bundled table; the tables may be folded away, as on a phone. */
export async function chooseSample(page, name) {
  await go(page, 'data');
  const sample = known(page, `sample-${name}`);
  await sample.evaluate((button) => { button.closest('details').open = true; });
  await sample.click();
}

/** Opens a bundled table and waits until a row of it is explained. */
export async function openSample(page, name) {
  await chooseSample(page, name);
  await untilExplained(page);
}

/** Begins a training that no machine ends while it is watched, on the largest table, and waits until it is under way. */
export async function trainLong(page) {
  await openSample(page, 'adult');
  await go(page, 'model');
  const settings = page.locator('.settings');
  const more = settings.locator('details');
  if (await more.getAttribute('open') === null) await more.locator('summary').click();
  await settings.getByRole('group', { name: 'Early stopping' }).getByRole('button', { name: 'off', exact: true }).click();
  await type(field(settings, 'epochs'), '5000');
  await known(page, 'train').click();
  await untilStep(page, 'model', /%$/);
}

/** Waits until the bar names the table in use so: a text or an expression. */
export function untilSource(page, wanted) {
  return page.waitForFunction((name) => {
    const said = document.querySelector('.source').textContent;
    return name instanceof RegExp ? name.test(said) : name === said;
  }, wanted);
}

/** Chooses a line in place of a network, with its defaults. */
export function chooseLine(page) {
  return known(page, 'family').getByRole('button', { name: /^line/ }).click();
}

/** Trains a line on the table at hand and waits until a row is explained by it. */
export async function trainLine(page) {
  await go(page, 'model');
  await chooseLine(page);
  await known(page, 'train').click();
  await untilExplained(page);
}

/** Hands a file to the picker, as a person does who has found it, and waits until it is the one in use. */
export async function pickFile(page, name, content) {
  await page.setInputFiles(`${test('intake')} input[type="file"]`, { name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await untilSource(page, name);
}

/** A cell of a CSV in quotes. */
export function quoted(cell) {
  return `"${cell.replaceAll('"', '""')}"`;
}

/** Writes one form of a view by its menu, and reads the file. */
export async function exported(page, place, form) {
  const menu = place.locator('.exports').first();
  await menu.locator('> button').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    menu.getByRole('menuitem').filter({ has: page.locator(`strong:text-is("${form}")`) }).click(),
    // Of more than ten files in a second the browser drops the rest without a word; no hand is so quick.
    page.waitForTimeout(120),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The control of a field by the words before it, where a screen has several it is looked for within `place`. */
export function field(place, name) {
  const words = place.page().locator(`.name:text-is("${name}"), .name :text-is("${name}")`);
  return place.locator('.field').filter({ has: words }).locator('input, select');
}

/** What a field says of a text that it does not take; nothing where it takes it. */
export async function refusal(control) {
  const said = await control.locator('xpath=..').locator('.fault').innerText();
  assert.equal(await control.getAttribute('aria-invalid'), String(said !== ''), 'what is said and how it is marked differ');
  return said;
}

/** Types a number and leaves the field, as one does who is done with it. */
export async function type(control, text) {
  await control.fill(text);
  await control.blur();
}

/** The seed of SHAP’s coalitions; the screen must be Explain, and unfolded. */
export function seed(page) {
  return field(page.locator('.parameters fieldset').first(), 'seed');
}

/** Asks for so many background rows at most; the place has the parameters of SHAP. */
export async function limitBackground(place, text) {
  await place.getByRole('group', { name: 'background rows' }).getByRole('button', { name: 'at most' }).click();
  const control = field(place, 'background rows, at most');
  await type(control, text);
  return control;
}

/** Asks for so many coalitions against as many background rows as there are, and goes on at once. */
export async function askForMuch(page, coalitions) {
  await unfold(page);
  await page.getByRole('group', { name: 'coalitions' }).getByRole('button', { name: 'at most', exact: true }).click();
  await type(field(page.locator('.parameters'), 'coalitions, at most'), String(coalitions));
  await limitBackground(page.locator('.parameters'), '600');
}

/** What stands behind an explanation's line of quality: the line, and each entry by its name. */
export function quality(page, method) {
  return known(page, `quality-${method}`).evaluate((element) => {
    const entries = [...element.querySelectorAll('dl > div')].map((div) => {
      const term = div.querySelector('dt button') ?? div.querySelector('dt');
      return [term.textContent, div.querySelector('dd').textContent];
    });
    return { line: element.querySelector('summary').textContent, ...Object.fromEntries(entries) };
  });
}

/** The fingerprints of both explanations. */
export async function fingerprints(page) {
  const [shap, lime] = [await quality(page, 'shap'), await quality(page, 'lime')];
  return { shap: shap.fingerprint, lime: lime.fingerprint };
}

/** The fingerprint of the trained model; the screen must be Model. */
export function modelFingerprint(page) {
  return known(page, 'inside').locator('code').textContent();
}

/** The figures behind a picture: by feature, its exact share, and the one before a what-if. */
export async function figures(page, method) {
  // The table is built a moment after the picture.
  await known(page, method).locator('.figures tbody tr').first().waitFor({ state: 'attached' });
  const rows = await known(page, method).locator('.figures').evaluate((element) => {
    const heads = [...element.querySelectorAll('thead th')].map((th) => th.textContent);
    return [...element.querySelectorAll('tbody tr')].map((tr) => {
      // The head names the unit too: “Share, points”.
      const cell = (head) => tr.children[heads.findIndex((h) => h.split(',')[0] === head)];
      return [cell('Feature').textContent, { share: Number(cell('Share').title), before: cell('Before') && Number(cell('Before').title) }];
    });
  });
  return new Map(rows);
}

/** What is predicted, in large type: “76 %”. */
export async function prediction(page) {
  return plain(await known(page, 'prediction').locator('strong').textContent());
}

/** A text as it would be typed: the page writes thin spaces and a true minus sign. */
export function plain(text) {
  return text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');
}

/** The page is no wider than there is room for; fails with what reaches furthest to the right. */
export async function expectNoSidewaysScroll(page, where = 'the page') {
  const { needed, room, widest } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const beyond = (e) => e.getBoundingClientRect().right > clientWidth + 1 && !e.closest('.scroll');
    const found = scrollWidth > clientWidth ? [...document.querySelectorAll('body *')].filter(beyond) : [];
    return { needed: scrollWidth, room: clientWidth, widest: found.slice(0, 4).map((e) => e.outerHTML.slice(0, 90)).join(' | ') };
  });
  assert.ok(needed <= room, `${where} is ${needed} px wide on ${room} px: ${widest}`);
}

/** Nothing reaches out of the column that it stands in, over what stands beside it; what scrolls on its own may. */
export async function expectWithinColumns(page, where) {
  await painted(page);
  const out = await page.evaluate(() => [...document.querySelectorAll('main :is(section, figure, details, summary, dl, table, p, .field, .measured)')]
    .filter((e) => e.checkVisibility() && !e.parentElement.closest('.scroll') && !e.closest('.visually-hidden, .renewal, .fault, .row-answer'))
    .filter((e) => e.getBoundingClientRect().right > e.parentElement.getBoundingClientRect().right + 1)
    .map((e) => `${e.outerHTML.slice(0, 80)} reaches ${Math.round(e.getBoundingClientRect().right - e.parentElement.getBoundingClientRect().right)} px out`));
  assert.deepEqual(out, [], where);
}

/** Waits until the session as it is now is written: for twice as long as choices may wait for it, nothing more comes. */
export async function kept(page) {
  await page.evaluate(() => { delete globalThis.lastSaved; });
  await untilTrue(page, async () => {
    const own = sessionStorage.getItem('vitrine-session');
    const saved = (await globalThis.vitrineStore.list()).find(({ id }) => id === own)?.saved;
    const last = globalThis.lastSaved;
    if (saved === undefined || last?.saved !== saved) {
      globalThis.lastSaved = { saved, at: performance.now() };
      return false;
    }
    return performance.now() - last.at > 500;
  });
}

/** Bytes that the page's own script holds on to, after a collection. */
export async function heap(page) {
  const session = await page.context().newCDPSession(page);
  // What is let go of in one collection may hold what goes with the next.
  for (let i = 0; i < 3; i += 1) {
    await session.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(100);
  }
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Random numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What was logged by the page or one of its workers. Chromium reports violations in workers as console errors only. */
function watch(page, seen) {
  page.on('console', (message) => {
    const text = message.text();
    if (/^violation: /.test(text) || /Content Security Policy/.test(text)) seen.violations.push(text);
    else if (message.type() === 'error') seen.errors.push(text);
  });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
}

function believeInCores(cores) {
  Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => cores });
}

function reportViolations() {
  addEventListener('securitypolicyviolation', (e) => {
    console.info(`violation: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
  });
}

/** A body as the fragment of a link, with its check: four bytes of the fingerprint, FNV-1a of 64 bits with a final mix. */
export function sealed(body) {
  const mask = (1n << 64n) - 1n;
  let z = 0xcbf29ce484222325n;
  for (const byte of body) z = ((z ^ BigInt(byte)) * 0x100000001b3n) & mask;
  z = ((z ^ (z >> 33n)) * 0xff51afd7ed558ccdn) & mask;
  z = ((z ^ (z >> 33n)) * 0xc4ceb9fe1a85ec53n) & mask;
  const print = Buffer.alloc(8);
  print.writeBigUInt64LE(z ^ (z >> 33n));
  return `${LINK}${Buffer.concat([print.subarray(0, 4), body]).toString('base64url')}`;
}
