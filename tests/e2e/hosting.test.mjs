// S15: what docs/hosting/ tells hosts to send, and that the page is the same with it and without.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { headersOf, HOSTING } from '../../scripts/headers.mjs';
import { FILES } from '../../scripts/hosting.mjs';
import {
  chooseSample, DIST, exported, fingerprints, go, known, modelFingerprint, openReady, openSample, screens, untilReady, untilStep, visit, withBrowser,
} from './harness.mjs';
import { startServer } from './server.mjs';
import { times } from './repeats.mjs';

withBrowser();

const ready = (name) => readFile(new URL(`../../docs/hosting/${name}`, import.meta.url), 'utf8');

test('S15: the ready files say what headers.json says', async () => {
  for (const [name, text] of Object.entries(FILES)) assert.equal(await ready(name), text, `run node scripts/hosting.mjs: ${name} differs`);
  assert.deepEqual((await readdir(new URL('../../docs/hosting/', import.meta.url))).sort(), [...Object.keys(FILES), 'headers.json'].sort());
  // Whoever joins what two rules say of one header, as some hosts do, must never have to.
  const named = HOSTING.rules.flatMap(({ paths, headers }) => Object.keys(headers).flatMap((name) => paths.map((path) => ({ name, path }))));
  for (const { name, path } of named) {
    const others = named.filter((other) => other.name === name && (other.path === '*' || path === '*' || other.path === path));
    assert.equal(others.length, 1, `${name} of ${path} is said more than once`);
  }
});

/** What each file writes a header as, by a plain reading of its own form. */
const FORMS = {
  _headers: (name, value) => `  ${name}: ${value}\n`,
  '.htaccess': (name, value) => `Header always set ${name} "${value}"\n`,
  'nginx.conf': (name, value) => `"${value}"`,
  Caddyfile: (name, value) => `${name} "${value}"\n`,
};

test('S15: every header stands in every ready file, as that writes it', async () => {
  for (const [file, form] of Object.entries(FORMS)) {
    const text = await ready(file);
    for (const { headers } of HOSTING.rules) {
      for (const [name, value] of Object.entries(headers)) {
        assert.ok(text.includes(form(name, value)), `${file} lacks ${name}: ${value}`);
        assert.ok(text.includes(name), `${file} does not name ${name}`);
        // A quote in a value would end it.
        assert.ok(!value.includes('"'));
      }
    }
  }
});

test('S15: the headers are the agreed ones, and each file of the build has its own', async () => {
  const agreed = (await readFile(new URL('../fixtures/csp.txt', import.meta.url), 'utf8')).trim().split('\n').join('; ');
  for (const path of ['', 'index.html']) assert.equal(headersOf(path)['Content-Security-Policy'], agreed);
  assert.equal(headersOf('sw.js')['Content-Security-Policy'], "default-src 'none'; connect-src 'self'");
  const names = (await readdir(DIST, { recursive: true, withFileTypes: true })).filter((e) => e.isFile()).map((e) => `${e.parentPath}/${e.name}`.slice(DIST.length + 1));
  for (const name of names.filter((n) => n !== 'SHA256SUMS')) {
    const headers = headersOf(name);
    assert.equal(headers['X-Content-Type-Options'], 'nosniff');
    assert.equal(headers['Referrer-Policy'], 'no-referrer');
    assert.match(headers['Permissions-Policy'], /camera=\(\).*microphone=\(\)/);
    assert.match(headers['Cache-Control'], /-[0-9a-f]{12,}(_bg)?\.\w+$/.test(name) ? /immutable/ : /^no-cache$/, name);
    // The page may be a frame in any other; its own policy in the file of one piece is stricter and stands in it.
    assert.ok(!('X-Frame-Options' in headers) && !/frame-ancestors/.test(headers['Content-Security-Policy'] ?? ''), name);
    assert.equal('Content-Security-Policy' in headers, ['index.html', 'sw.js'].includes(name), name);
  }
});

/** Features that browsers have on some systems only. */
const ELSEWHERE = /Unrecognized feature: '(bluetooth|web-share)'/;

test('S15: with the headers and without them the page is the same', async () => {
  const found = [];
  // Without headers and without a network is what all tests of offline.test.mjs are.
  for (const [asHost, isCutOff] of times({ always: [[false, false], [true, true]], release: [[false, true], [true, true]] })) {
    await visit({ asHost, base: '/some/path/', context: { reducedMotion: 'reduce' } }, async ({ page, server, context }) => {
      const warnings = [];
      page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
      await openReady(page, server.url);
      found.push(await use(page));
      // A browser says so when it does not know a feature of the policy.
      assert.deepEqual(warnings.filter((text) => !ELSEWHERE.test(text)), []);
      if (!isCutOff) return;
      await page.evaluate(() => navigator.serviceWorker.ready);
      await context.setOffline(true);
      const answer = await page.reload();
      await untilReady(page);
      const wanted = asHost ? headersOf('index.html')['Content-Security-Policy'] : undefined;
      assert.equal((await answer.allHeaders())['content-security-policy'], wanted, 'what is kept is not under the policy of the host');
      found.push(await use(page));
    });
  }
  for (const one of found) assert.deepEqual(one, found[0]);
});

/** A visit to every screen; the fingerprints of what was made, and the files that were written. */
async function use(page) {
  const seen = [];
  for (const screen of await screens(page)) await go(page, screen);
  for (const sample of times({ always: ['iris'], release: ['german_credit', 'iris'] })) {
    await openSample(page, sample);
    await go(page, 'model');
    seen.push(await modelFingerprint(page));
    await go(page, 'explain');
    seen.push(await fingerprints(page));
  }
  for (const form of ['PNG', 'SVG', 'CSV', 'JSON']) seen.push((await exported(page, known(page, 'shap'), form)).name);
  await chooseSample(page, 'adult');
  // After a reload it may be trained already.
  await untilStep(page, 'model', /%$|^done$/);
  return seen;
}

test('S15: under the headers the page runs in a frame of another host', () => visit({ asHost: true, context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
  const frame = `<iframe src="${server.url}" width="320" height="640" title="Vitrine" allow="clipboard-write; fullscreen"></iframe>`;
  const around = await startServer(DIST, { breaks: [{ match: /\/$/, how: 'replace', body: () => `<!doctype html><link rel="icon" href="data:,">${frame}` }] });
  try {
    // To a browser another site.
    await page.goto(around.url.replace('localhost', '127.0.0.1'));
    const inside = page.frameLocator('iframe');
    await inside.locator('html[data-ready]').waitFor();
    await inside.locator('[data-test="prediction"]').waitFor();
  } finally {
    await around.close();
  }
}));
