// How long a first visit waits: until something is painted, until a decision is explained, and until all that the page will ever
// need is there. Folders of builds are visited in turns, in fresh profiles, from a host that sends Brotli.
//
//   node benches/first-visit.mjs [dist ...] [--runs 5] [--only slow]

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { listen, lookUp } from '../scripts/serve.mjs';

// playwright-core is a package of the tests.
const { chromium } = createRequire(new URL('../tests/e2e/package.json', import.meta.url))('playwright-core');

/** Bytes a second, ms there and back, and by how much the processor is slowed. The last is what Lighthouse calls a slow phone. */
const LINES = [
  { name: 'no limit' },
  { name: 'middling', rate: 500_000, latency: 40 },
  { name: 'slow', rate: 1_440_000 / 8, latency: 562, slower: 4 },
];
const MARKS = ['first-paint', 'vitrine-explained', 'vitrine-ready'];
const MOST_MS = 240_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string' } },
});
const folders = positionals.length > 0 ? positionals : ['dist'];
const lines = LINES.filter(({ name }) => !values.only || name === values.only);

/** A host that compresses each file once. */
function host(folder) {
  const compressed = new Map();
  return async (request, response) => {
    const found = await lookUp(resolve(folder), '/', request.url);
    if (!found) return response.writeHead(404).end();
    const { target, headers } = found;
    if (!compressed.has(target)) compressed.set(target, brotliCompressSync(readFileSync(target)));
    const body = compressed.get(target);
    return response.writeHead(200, { ...headers, 'content-encoding': 'br', 'content-length': body.length }).end(body);
  };
}

async function visit(browser, address, { rate, latency, slower }) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    if (rate) {
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: rate, uploadThroughput: rate });
    }
    if (slower) await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.goto(address, { timeout: MOST_MS });
    await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: MOST_MS });
    return await page.evaluate((marks) => marks.map((mark) => performance.getEntriesByName(mark)[0]?.startTime), MARKS);
  } finally {
    await context.close();
  }
}

function median(all) {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
const hosts = [];
for (const folder of folders) {
  const server = await listen(host(folder), 0);
  hosts.push({ folder, server, address: `http://localhost:${server.address().port}/` });
}

try {
  console.log('seconds, medians of visits in turns: painted, explained, all there');
  for (const line of lines) {
    const all = hosts.map(() => []);
    for (let run = 0; run < Number(values.runs); run += 1) {
      for (const [i, { address }] of hosts.entries()) all[i].push(await visit(browser, address, line));
    }
    hosts.forEach(({ folder }, i) => {
      const seconds = MARKS.map((_, mark) => (median(all[i].map((times) => times[mark])) / 1000).toFixed(2).padStart(7));
      console.log(`${line.name.padEnd(9)} ${seconds.join(' ')}  ${folder}`);
    });
  }
} finally {
  await browser.close();
  hosts.forEach(({ server }) => { server.closeAllConnections(); server.close(); });
}
