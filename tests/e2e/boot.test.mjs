// F3: whatever keeps the page from starting is named, with what helps, and a reload mends it once the cause is gone.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DIST, openReady, visit, withBrowser } from './harness.mjs';

withBrowser();

const GLUE = /vitrine-[0-9a-f]+\.js$/;
const WASM = /\.wasm$/;
const PAGE = /\/(index\.html)?$/;
const inPolicy = (from, to) => (html) => {
  assert.ok(html.includes(from), `the policy of the page lacks ${from}`);
  return html.replace(from, to);
};

// The expected cause, how it is brought about, and words that its message must hold.
const CASES = [
  { cause: 'glue-missing', breaks: [{ match: GLUE, how: 'missing' }], says: /script is not on the server/ },
  { cause: 'glue-type', breaks: [{ match: GLUE, how: 'type', type: 'text/plain' }], says: /not a script/ },
  { cause: 'glue-damaged', breaks: [{ match: GLUE, how: 'truncate' }], says: /damaged/ },
  { cause: 'wasm-missing', breaks: [{ match: WASM, how: 'missing' }], says: /program is not on the server/ },
  {
    cause: 'wasm-not-wasm', says: /something else/,
    breaks: [{ match: WASM, how: 'replace', body: () => '<!doctype html><p>Sign in', type: 'text/html' }],
  },
  { cause: 'wasm-damaged', breaks: [{ match: WASM, how: 'truncate' }], says: /incomplete or damaged/ },
  { cause: 'network', breaks: [{ match: WASM, how: 'cut' }], says: /broke off/ },
  { cause: 'sample-missing', breaks: [{ match: /german_credit/, how: 'missing' }], says: /table .* is not on the server/ },
  {
    cause: 'start', says: /could not start/,
    breaks: [{ match: GLUE, how: 'replace', body: (js) => js.replace(/export \{[^}]*\}/, 'const no = () => { throw new Error("no start"); }; export { no as default }') }],
  },
  {
    cause: 'worker-blocked', says: /blocked the background worker/,
    breaks: [{ match: PAGE, how: 'replace', body: inPolicy("worker-src 'self' blob:", "worker-src 'none'") }],
  },
  {
    cause: 'wasm-refused', says: /not allowed to compile/,
    breaks: [{ match: PAGE, how: 'replace', body: inPolicy(" 'wasm-unsafe-eval'", '') }],
  },
  { cause: 'no-wasm', init: () => { delete globalThis.WebAssembly; }, says: /does not run WebAssembly/ },
  { cause: 'no-simd', init: () => { WebAssembly.validate = () => false; }, says: /too old.*SIMD/ },
  {
    cause: 'no-module-worker', says: /too old.*modules/,
    init: () => { globalThis.Worker = class extends Worker { constructor(url) { super(url); } }; },
  },
];

for (const { cause, breaks = [], init, says } of CASES) {
  test(`boot: ${cause}`, () => visit({ breaks, init, provokes: true }, async ({ page, server }) => {
    await page.goto(server.url);
    await expectRecovery(page, cause, says);
    if (init) return;
    // The cause is mended; the button is all that is needed.
    breaks.length = 0;
    await page.click('#recovery-reload');
    await page.waitForSelector('html[data-ready]');
    assert.equal(await page.isVisible('#recovery'), false);
  }));
}

test('boot: offline', () => {
  const breaks = [{ match: WASM, how: 'cut' }];
  return visit({ breaks, provokes: true, init: () => Object.defineProperty(navigator, 'onLine', { get: () => false }) }, async ({ page, server }) => {
    await page.goto(server.url);
    await expectRecovery(page, 'offline', /offline/);
  });
});

test('boot: a server that falls silent is waited for, then named', () => visit({ breaks: [{ match: WASM, how: 'silence' }], provokes: true }, async ({ page, server }) => {
  await page.clock.install();
  await page.goto(server.url);
  await page.waitForFunction(() => document.getElementById('boot-progress')?.value > 0.5);
  await page.clock.fastForward(9_000);
  await page.waitForFunction(() => /slow/.test(document.getElementById('boot-note').textContent));
  assert.equal(await page.isVisible('#recovery'), false);
  await page.clock.fastForward(40_000);
  await expectRecovery(page, 'stalled', /stopped sending/);
}));

test('boot: a slow answer is not a failure', () => visit({ breaks: [{ match: WASM, how: 'delay', ms: 1500 }] }, async ({ page, server }) => {
  await openReady(page, server.url);
}));

test('boot: opened as a file', () => visit({ provokes: true }, async ({ page }) => {
  assert.ok(existsSync(`${DIST}/index.html`));
  await page.goto(pathToFileURL(`${DIST}/index.html`).href);
  await expectRecovery(page, 'file', /opened as a file/);
}));

test('boot: without scripts', () => visit({ context: { javaScriptEnabled: false } }, async ({ page, server }) => {
  await page.goto(server.url);
  assert.match(await page.innerText('.boot-noscript'), /needs JavaScript/);
}));

test('boot: the start script itself is missing', () => visit({ breaks: [{ match: /boot-[0-9a-f]+\.js$/, how: 'missing' }], provokes: true }, async ({ page, server }) => {
  await page.goto(server.url);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('.boot-late')).visibility === 'visible');
  assert.match(await page.innerText('.boot-late'), /did not arrive/);
}));

test('boot: no storage is needed', () => visit({
  init: () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(globalThis, name, { get() { throw new DOMException('storage is off', 'SecurityError'); } });
    }
  },
}, async ({ page, server }) => {
  await openReady(page, server.url);
}));

test('boot: a missing sample other than the first does not keep the page from starting', () => visit({ breaks: [{ match: /wine\.csv/, how: 'missing' }], provokes: true }, async ({ page, server }) => {
  await openReady(page, server.url);
  const names = await page.evaluate(() => Object.keys(globalThis.vitrine.samples).sort());
  assert.deepEqual(names, ['adult', 'breast_cancer', 'columns', 'compas', 'diabetes', 'german_credit', 'iris']);
}));

test('boot: what the program needs is alone on the line, and every other sample is asked for once', () => visit({}, async ({ page, server }) => {
  const line = [];
  page.on('request', (request) => line.push(['asked', new URL(request.url()).pathname]));
  page.on('requestfinished', (request) => line.push(['there', new URL(request.url()).pathname]));
  await openReady(page, server.url);
  const at = (what, name) => line.findIndex(([event, path]) => event === what && name.test(path));
  const others = ['iris', 'wine', 'diabetes', 'breast_cancer', 'compas', 'adult'].map((name) => new RegExp(`/data/${name}\\.csv$`));
  for (const needed of [/\.wasm$/, /vitrine-[0-9a-f]+\.js$/, /german_credit\.csv$/]) {
    assert.ok(at('there', needed) >= 0, `${needed} did not arrive`);
    for (const other of others) assert.ok(at('asked', other) > at('there', needed), `${other} is asked for before ${needed} is there`);
  }
  for (const other of others) {
    assert.equal(line.filter(([event, path]) => event === 'asked' && other.test(path)).length, 1, `${other} is asked for once`);
  }
}));

test('boot: without the dictionary of columns they have their names', () => visit({ breaks: [{ match: /columns\.csv/, how: 'missing' }], provokes: true }, async ({ page, server }) => {
  await openReady(page, server.url);
  await page.getByRole('slider', { name: 'month_duration', exact: true }).waitFor();
}));

test('boot: under a path of the host', () => visit({ base: '/some/where/' }, async ({ page, server }) => {
  await openReady(page, server.url);
  assert.ok(server.requests.every((r) => r.path.startsWith('/some/where/')), 'a request left the folder of the page');
}));

async function expectRecovery(page, cause, says) {
  await page.waitForSelector('#recovery:not([hidden])');
  assert.equal(await page.getAttribute('#recovery', 'data-cause'), cause, await page.textContent('#recovery-details'));
  assert.match(await page.innerText('#recovery-message'), says);
  assert.ok((await page.innerText('#recovery-remedy')).length > 20, 'there is no remedy');
  assert.ok(await page.isVisible('#recovery-reload'));
  assert.match(await page.textContent('#recovery-details'), new RegExp(`Cause: ${cause}`));
}
