// What the page may reach. S1: its policy. S2: the policy holds in the worker. S3: after it is ready nothing is asked for.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import {
  DIST, exported, field, go, known, openReady, openSample, pickFile, screens, trainLine, trainLong, type, untilExplained, visit, withBrowser,
} from './harness.mjs';
import { exact } from './row.mjs';
import { startServer } from './server.mjs';

withBrowser();

test('S1: the built page has the agreed policy and nothing inline', () => visit({}, async ({ page }) => {
  const html = await readFile(`${DIST}/index.html`, 'utf8');
  const agreed = (await readFile(new URL('../fixtures/csp.txt', import.meta.url), 'utf8')).trim().split('\n');
  // Parsed by a browser, in a document that runs and fetches nothing.
  const found = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'text/html');
    const all = [...parsed.querySelectorAll('*')];
    const attributes = all.flatMap((element) => [...element.attributes].map((a) => [element.localName, a.name, a.value]));
    return {
      policies: [...parsed.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]')].map((meta) => meta.content),
      before: all.slice(0, all.indexOf(parsed.querySelector('meta[http-equiv]'))).map((element) => element.localName),
      scripts: [...parsed.scripts].map((script) => script.textContent.trim()),
      styles: parsed.querySelectorAll('style').length,
      inline: attributes.filter(([, name, value]) => name === 'style' || name.startsWith('on') || /^\s*(javascript:|data:(?!image\/))/i.test(value)),
      elsewhere: attributes.filter(([, name, value]) => ['src', 'href', 'action'].includes(name) && /^([a-z]+:)?\/\//i.test(value)),
    };
  }, html);
  assert.deepEqual(found.policies.map((policy) => policy.split(/;\s*/)), [agreed]);
  // What stands above a policy is not bound by it.
  assert.deepEqual(found.before, ['html', 'head', 'meta'], 'something stands above the policy');
  assert.ok(found.scripts.length > 0 && found.scripts.every((text) => text === ''), 'there is an inline script');
  assert.equal(found.styles, 0, 'there is an inline style sheet');
  assert.deepEqual(found.inline, []);
  assert.deepEqual(found.elsewhere, [], 'something comes from another place');
}));

// Each way out of a context, as code for it, and whether it got anywhere.
const WAYS_OUT = {
  fetch: (url) => fetch(`${url}fetch`, { mode: 'no-cors' }).then(() => true, () => false),
  request: (url) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.onloadend = () => done(request.status !== 0);
    request.open('GET', `${url}request`);
    request.send();
  }),
  socket: (url) => new Promise((done) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}socket`);
    socket.onclose = socket.onerror = () => done(false);
    socket.onopen = () => done(true);
  }),
  events: (url) => new Promise((done) => {
    const events = new EventSource(`${url}events`);
    events.onopen = () => done(true);
    events.onerror = () => { events.close(); done(false); };
  }),
  script: async (url) => {
    try {
      importScripts(`${url}script.js`);
      return true;
    } catch {
      return false;
    }
  },
  module: (url) => import(`${url}module.js`).then(() => true, () => false),
  // In a turn of its own: what is evaluated from outside may evaluate further, whatever the policy says.
  code: () => new Promise((done) => {
    setTimeout(() => {
      try {
        done(new Function('return true')());
      } catch {
        done(false);
      }
    });
  }),
};

test('S2: the worker can reach no other host and run no other code', () => visit({ provokes: true }, async ({ page, server }) => {
  const other = await startServer(DIST);
  try {
    await openReady(page, server.url);
    const [worker] = page.workers();
    assert.match(worker.url(), /^blob:/);
    for (const [name, way] of Object.entries(WAYS_OUT)) {
      assert.equal(await worker.evaluate(way, other.url), false, `${name} is not blocked`);
      assert.equal(await page.evaluate(way, other.url), false, `${name} is not blocked on the page`);
    }
    assert.deepEqual(other.requests, []);
  } finally {
    await other.close();
  }
}));

test('S2: once the page is ready neither it nor the worker reaches its own host', () => visit({ provokes: true }, async ({ page, server }) => {
  await openReady(page, server.url);
  const before = server.requests.length;
  const [worker] = page.workers();
  for (const name of ['fetch', 'request', 'socket', 'events']) {
    assert.equal(await page.evaluate(WAYS_OUT[name], server.url), false, `${name} is not blocked on the page`);
    assert.equal(await worker.evaluate(WAYS_OUT[name], server.url), false, `${name} is not blocked in the worker`);
  }
  assert.deepEqual(server.requests.slice(before).map((r) => r.path), []);
}));

test('S2: without a policy the same ways lead out', () => visit({ provokes: true, breaks: [{ match: /\/$/, how: 'replace', body: () => '<!doctype html>' }] }, async ({ page, server }) => {
  await page.goto(server.url);
  const started = page.waitForEvent('worker');
  await page.evaluate(() => { globalThis.kept = new Worker(URL.createObjectURL(new Blob(['0'], { type: 'text/javascript' }))); });
  const worker = await started;
  for (const way of Object.values(WAYS_OUT)) await worker.evaluate(way, server.url);
  const reached = new Set(server.requests.map((r) => r.path));
  for (const path of ['/fetch', '/request', 'upgrade /socket', '/events', '/script.js', '/module.js']) assert.ok(reached.has(path), `${path} was not asked for`);
  assert.equal(await worker.evaluate(WAYS_OUT.code), true);
}));

test('S3: until it is ready the page asks for each of its files once, and then for nothing more', () => visit({}, async ({ page, server, context }) => {
  const asked = [];
  context.on('request', (request) => {
    // What the service worker keeps then it has from the browser, and the server is the one to say whether it had to ask.
    if (!/^(blob|data):/.test(request.url()) && !request.serviceWorker()) asked.push(request.url());
  });
  await openReady(page, server.url);
  const files = (await readdir(DIST, { recursive: true })).map((name) => `/${name}`).concat('/');
  const before = server.requests.map((r) => r.path);
  assert.deepEqual(before.filter((path) => !files.includes(path)), [], 'something was asked for that is not there');
  assert.equal(new Set(before).size, before.length, `something was asked for twice: ${before.sort().join(' ')}`);
  assert.deepEqual(asked.filter((url) => !url.startsWith(server.url)), [], 'another host was asked');
  const n = asked.length;

  await useEverything(page);

  // The server also sees what the browser asks for on its own account, such as the icon.
  assert.deepEqual(server.requests.slice(before.length).map((r) => r.path), []);
  assert.deepEqual(asked.slice(n), []);
}));

/** A visit that leaves out nothing that one can do here. */
async function useEverything(page) {
  for (const screen of await screens(page)) await go(page, screen);
  for (const name of ['breast_cancer', 'compas', 'diabetes', 'wine', 'iris']) await openSample(page, name);
  await trainLong(page);
  await go(page, 'data');

  await pickFile(page, 'own.csv', ['a,b,c', ...Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${(i * i) % 3}`)].join('\n'));
  await untilExplained(page);
  await trainLine(page);
  await go(page, 'explain');
  await type(exact(page, 'a'), '3');
  await untilExplained(page);
  await known(page, 'parameters').locator('> summary').click();
  await type(field(known(page, 'parameters'), 'perturbed rows'), '500');
  await untilExplained(page);
  for (const method of ['shap', 'lime']) await known(page, `quality-${method}`).locator('summary').click();
  for (const form of ['PNG', 'SVG', 'CSV', 'JSON']) await exported(page, known(page, 'shap'), form);
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  for (let i = 0; i < 3; i += 1) await page.getByRole('button', { name: /^Colours: / }).click();
}
