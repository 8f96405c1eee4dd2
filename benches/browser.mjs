// The browser of the bench, with one page on which the workers of both sides are started.

import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listen, lookUp } from '../scripts/serve.mjs';

// playwright-core is a package of the tests.
const require = createRequire(pathToFileURL(resolve('tests/e2e/package.json')));
const { chromium } = require('playwright-core');

/** With these a page's clock tells 5 microseconds apart instead of 100. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** A page that sees the bench, our program in `folder`, the tables and tfjs; and the device in words. */
export async function open(folder) {
  const places = { '/benches/': 'benches', '/ours/': folder, '/data/': 'www/data', '/tfjs/': process.env.BENCH_TFJS };
  const server = await listen((request, response) => serve(places, request, response), 0);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--disable-background-networking', '--disable-component-update'],
  });
  const page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && console.error(`page: ${message.text()}`));
  page.on('pageerror', (error) => console.error(`page: ${error}`));
  await page.goto(`http://localhost:${server.address().port}/benches/page/`);
  const device = `${cpus()[0].model.trim()}, Chromium ${browser.version()}`;
  const close = async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  };
  return { page, device, close };
}

async function serve(places, request, response) {
  const base = Object.keys(places).find((place) => request.url.startsWith(place));
  const found = base && await lookUp(places[base], base, request.url);
  if (!found) {
    response.writeHead(404).end();
    return;
  }
  // Modules are named .mjs here, which the page's own server does not know.
  const type = found.target.endsWith('.mjs') ? { 'content-type': 'text/javascript' } : {};
  response.writeHead(200, { ...found.headers, ...type, ...ISOLATED });
  createReadStream(found.target).pipe(response);
}
