// The page as one file, opened from a disk: everything of the hosted page, to the bit, and nothing is asked of anybody.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  askForMuch, DIST, exported, field, fingerprints, go, known, modelFingerprint, openReady, openSample, pickFile, screens, trainLine, trainLong, type,
  untilExplained, visit, withBrowser,
} from './harness.mjs';
import { exact } from './row.mjs';

withBrowser();

const FILE = `${DIST}/single/vitrine.html`;
const URL_OF_FILE = pathToFileURL(FILE).href;

test('single: from a disk the same is trained and explained as in the hosted page, on every table, with several workers', () => visit({ cores: 4 }, async ({ page, server, context }) => {
  await openReady(page, server.url);
  const hosted = await everySample(page);
  const n = server.requests.length;
  const asked = [];
  context.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url())) asked.push(request.url());
  });
  await openReady(page, URL_OF_FILE);
  assert.deepEqual(await everySample(page), hosted);
  await useTheRest(page);
  assert.deepEqual(asked, [URL_OF_FILE]);
  assert.equal(server.requests.length, n);
}));

/** The fingerprints of the model and of both explanations by table. The largest is trained for as long as it takes to see it. */
async function everySample(page) {
  const found = {};
  for (const sample of ['german_credit', 'iris', 'wine', 'diabetes', 'breast_cancer', 'compas']) {
    await openSample(page, sample);
    await go(page, 'explain');
    const { shap, lime } = await fingerprints(page);
    await go(page, 'model');
    found[sample] = [await modelFingerprint(page), shap, lime];
  }
  await trainLong(page);
  // Heavy enough for the helpers of the worker.
  await openSample(page, 'german_credit');
  await go(page, 'explain');
  await askForMuch(page, 6_000);
  await untilExplained(page);
  found.heavy = await fingerprints(page);
  assert.ok(page.workers().length > 1, 'the worker has no helpers');
  assert.ok(page.workers().every((worker) => worker.url().startsWith('blob:')));
  return found;
}

async function useTheRest(page) {
  await go(page, 'data');
  await pickFile(page, 'own.csv', ['a,b,c', ...Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${(i * i) % 3}`)].join('\n'));
  await untilExplained(page);
  await trainLine(page);
  for (const screen of await screens(page)) await go(page, screen);
  await go(page, 'explain');
  await type(exact(page, 'a'), '3');
  await untilExplained(page);
  for (const form of ['PNG', 'SVG', 'CSV', 'JSON']) await exported(page, known(page, 'shap'), form);
}

test('single: a decision of the first visit has the bits that it has everywhere', () => visit({}, async ({ page }) => {
  await openReady(page, URL_OF_FILE);
  // The stored ones are of the first split, a first visit is of a typical one.
  await go(page, 'data');
  await type(field(page.locator('#screen'), 'seed'), '1');
  await untilExplained(page);
  await go(page, 'explain');
  const everywhere = JSON.parse(await readFile(new URL('../fixtures/fingerprints.json', import.meta.url)));
  const [model, shap, lime] = everywhere['german_credit, default'];
  assert.deepEqual(await fingerprints(page), { shap, lime });
  await go(page, 'model');
  assert.equal(await modelFingerprint(page), model);
}));

test('A8: a page that is a file knows that its address leads nowhere, and takes the one that is published', () => visit({}, async ({ page }) => {
  await openReady(page, URL_OF_FILE);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await known(page, 'reach').filter({ hasText: /^This page is a file on your machine, so a link to it would open nowhere else\./ }).waitFor();
  const dialog = page.getByRole('dialog');
  const link = dialog.getByRole('textbox', { name: 'Link', exact: true });
  assert.equal(await link.isVisible(), false, 'an address that leads nowhere is offered');
  assert.doesNotMatch(await dialog.innerText(), /file:/);
  const address = dialog.getByRole('textbox', { name: 'Address of the published page' });
  await type(address, 'example.org');
  await dialog.getByText('An address begins with https:// or http://.').waitFor();
  await type(address, 'https://example.org/vitrine/');
  await link.waitFor();
  assert.match(await link.inputValue(), /^https:\/\/example\.org\/vitrine\/#/);
}));

test('S1: the policy of the file names each of its scripts and styles by hash, and nothing else gets in or out', () => visit({ provokes: true }, async ({ page, server }) => {
  const html = await readFile(FILE, 'utf8');
  const found = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'text/html');
    const attributes = [...parsed.querySelectorAll('*')].flatMap((element) => [...element.attributes].map((a) => [element.localName, a.name, a.value]));
    return {
      policies: [...parsed.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]')].map((meta) => meta.content),
      scripts: [...parsed.scripts].filter((script) => script.type === '').map((script) => script.textContent),
      styles: [...parsed.querySelectorAll('style')].map((style) => style.textContent),
      loaded: attributes.filter(([, name, value]) => ['src', 'href', 'srcset', 'action'].includes(name) && !value.startsWith('data:')),
    };
  }, html);
  const hashes = (texts) => texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  assert.deepEqual(found.policies.map((policy) => policy.split(/;\s*/)), [[
    "default-src 'none'", `script-src ${hashes(found.scripts).join(' ')} 'wasm-unsafe-eval'`, `style-src ${hashes(found.styles).join(' ')}`,
    'img-src data: blob:', 'worker-src blob:', "base-uri 'none'", "form-action 'none'",
  ]]);
  assert.deepEqual(found.loaded, []);

  await openReady(page, URL_OF_FILE);
  const reach = (url) => fetch(url, { mode: 'no-cors' }).then(() => true, () => false);
  for (const place of [page, ...page.workers()]) assert.equal(await place.evaluate(reach, server.url), false);
  assert.deepEqual(server.requests, []);
}));

test('single: a file that is damaged says so in the recovery panel', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
  const html = await readFile(FILE, 'utf8');
  try {
    for (const part of ['wasm', 'data/german_credit.csv']) {
      const at = html.indexOf(`id="${part}">`);
      const damaged = join(folder, 'vitrine.html');
      await writeFile(damaged, html.slice(0, at + 5_000) + html.slice(at + 9_000));
      await visit({ provokes: true }, async ({ page }) => {
        await page.goto(pathToFileURL(damaged).href);
        await page.waitForSelector('#recovery[data-cause="part-damaged"]');
        assert.match(await page.innerText('#recovery-remedy'), /download it anew/);
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('single: without storage, and hosted, it is the same', async () => {
  const init = () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(globalThis, name, { get() { throw new DOMException('storage is off', 'SecurityError'); } });
    }
  };
  await visit({ init }, ({ page }) => openReady(page, URL_OF_FILE));
  await visit({}, async ({ page, server }) => {
    await openReady(page, `${server.url}single/vitrine.html`);
    assert.deepEqual(server.requests.map((r) => r.path), ['/single/vitrine.html']);
  });
});
