// Takes the pictures of the README and of docs/ from the built page: every screen, light and dark, on a desk and on a phone.
//
//   node scripts/screenshots.mjs [folder of the page]

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answer, listen } from './serve.mjs';

const root = resolve(process.argv[2] ?? 'dist');
const out = resolve('docs/screenshots');
// playwright-core is a package of the tests.
const require = createRequire(pathToFileURL(resolve('tests/e2e/package.json')));
const { chromium } = require('playwright-core');

const DESK = { width: 1440, height: 960 };
const PHONE = { width: 390, height: 844 };
const SHOTS = [
  { name: 'explain', screen: 'explain', viewport: DESK, colorScheme: 'light' },
  { name: 'rows', screen: 'explain', viewport: DESK, colorScheme: 'light', before: showRows },
  { name: 'explain-dark', screen: 'explain', viewport: DESK, colorScheme: 'dark' },
  { name: 'data', screen: 'data', viewport: DESK, colorScheme: 'light' },
  { name: 'model', screen: 'model', viewport: DESK, colorScheme: 'light' },
  { name: 'relations', screen: 'data', viewport: DESK, colorScheme: 'light', to: 'section:has([data-test="related-figures"])' },
  { name: 'evaluate', screen: 'evaluate', viewport: DESK, colorScheme: 'light' },
  { name: 'threshold', screen: 'evaluate', viewport: DESK, colorScheme: 'light', to: '[data-test="threshold"]' },
  { name: 'share', screen: 'explain', viewport: DESK, colorScheme: 'light', before: share },
  { name: 'present', screen: 'explain', viewport: DESK, colorScheme: 'light', before: present },
  { name: 'phone', screen: 'explain', viewport: PHONE, colorScheme: 'light' },
];

/** The list of all rows, opened. */
async function showRows(page) {
  await page.click('[data-test="all-rows"]');
}

/** The ways to share the view, with the code for a classroom. */
async function share(page) {
  await page.click('.share');
  await page.click('[data-test="code"] summary');
}

/** One explanation on a stage, some steps on. */
async function present(page) {
  await page.click('[data-test="present"]');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
}

mkdirSync(out, { recursive: true });
const server = await listen(answer(root, '/'), 0);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
for (const { name, screen, viewport, colorScheme, before, to } of SHOTS) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`http://localhost:${server.address().port}/#${screen}`);
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 60_000 });
  await page.waitForSelector('.staged:not(.dim)');
  if (before) await before(page);
  if (to) await page.locator(to).first().evaluate((e) => scrollTo(0, e.getBoundingClientRect().top + scrollY - 72));
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(out, `${name}.png`), animations: 'disabled' });
  console.log(`docs/screenshots/${name}.png`);
  await context.close();
}
await browser.close();
server.close();
server.closeAllConnections();
