// What the end-to-end tests share: one browser, a server with a build, and pages that are watched. A page that logs an
// error or breaks its policy fails its test, unless the test says that it provokes it.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { startServer } from './server.mjs';

export const DIST = resolve(process.env.VITRINE_DIST ?? 'dist');
export const DIST_FAULTS = resolve(process.env.VITRINE_DIST_FAULTS ?? 'target/dist-faults');

/** Longest wait for the page to be ready; two slow cores compile and train for a while. */
export const READY_MS = 60_000;

let browser;

/** Starts a browser before the tests of a file, and ends it after them. */
export function withBrowser() {
  before(async () => {
    assert.ok(existsSync(DIST), `there is no build in ${DIST}; run make test`);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--disable-background-networking', '--disable-component-update'],
    });
  });
  after(() => browser?.close());
}

/**
 * Runs `body` with a fresh profile and a fresh server, then checks what was seen.
 *   dist, base, breaks   what is served, and how
 *   context              options of the browser context, such as colorScheme or viewport
 *   init                 a function that runs in the page before anything else
 *   provokes             console errors and violations are expected
 */
export async function visit(options, body) {
  const { dist = DIST, base, breaks, context: wanted, init, provokes = false } = options;
  const server = await startServer(dist, { base, breaks });
  const context = await browser.newContext(wanted);
  const seen = { errors: [], violations: [] };
  try {
    const page = await context.newPage();
    watch(page, seen);
    await page.addInitScript(reportViolations);
    if (init) await page.addInitScript(init);
    await body({ page, server, context, browser, seen });
    if (!provokes) {
      assert.deepEqual(seen.violations, [], 'the page broke its own policy');
      assert.deepEqual(seen.errors, [], 'the page logged errors');
    }
  } finally {
    await context.close();
    await server.close();
  }
}

/** Opens the page and waits until it is ready; fails with the panel's own words if it is not to be. */
export async function openReady(page, url) {
  await page.goto(url);
  await untilReady(page);
}

/** Waits for readiness, or fails with what the recovery panel says. */
export async function untilReady(page) {
  const state = await page.waitForFunction(
    () => ('ready' in document.documentElement.dataset && 'ready') || (document.querySelector('#recovery:not([hidden])') && 'failed'),
    null, { timeout: READY_MS },
  );
  if (await state.jsonValue() === 'failed') assert.fail(`the page gave up: ${await page.textContent('#recovery')}`);
}

/** The selector of an element that the tests know. */
export function test(name) {
  return `[data-test="${name}"]`;
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

function reportViolations() {
  addEventListener('securitypolicyviolation', (e) => {
    console.info(`violation: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
  });
}
