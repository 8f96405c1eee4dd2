// N11: recipes on the built page, with one worker, two and four: everywhere the bits of the native run.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { faulty, fingerprints, go, known, modelFingerprint, openReady, sealed, untilExplained, withBrowser } from './harness.mjs';
import { drawn, times } from './repeats.mjs';

withBrowser();

const fixture = (name) => readFile(new URL(`../fixtures/${name}`, import.meta.url));
const stored = JSON.parse(await fixture('fingerprints.json'));
const recipes = Object.entries(JSON.parse(await fixture('recipes.json')));
const gaps = await fixture('gaps.csv');

const COUNTS = [1, 2, 4];

for (const [k, nWorkers] of COUNTS.entries()) {
  // In every run each recipe with one of the counts, which are another one in the next.
  const offset = drawn('recipes') + k;
  const chosen = times({ always: recipes.filter((_, i) => (i + offset) % COUNTS.length === 0), release: recipes });
  test(`N11: ${chosen.length} of twenty recipes have the same bits with ${nWorkers} ${nWorkers === 1 ? 'worker' : 'workers'}`, async (t) => {
    assert.equal(recipes.length, 20);
    const nHelpers = nWorkers - 1;
    // The page keeps a core for itself.
    await faulty({ context: { reducedMotion: 'reduce' }, cores: nWorkers + 1, init: leaveAllToHands }, async ({ page, server }) => {
      let nBrought = 0;
      for (const [label, recipe] of chosen) {
        // As a link that claims nothing: the recipe, the screen Explain with waterfalls on the whole page.
        const fragment = sealed(Buffer.concat([Buffer.from(recipe, 'hex'), Buffer.from([2, 0, 0, 0])]));
        await page.goto('about:blank');
        await openReady(page, `${server.url}#${fragment}`);
        // Once there was a table of one's own, the tab has a session, and each link asks.
        const notice = known(page, 'linked');
        await notice.waitFor();
        const open = notice.getByRole('button', { name: 'Open the link' });
        const picker = notice.locator('input[type="file"]');
        if (await open.count() > 0) await open.click();
        else if (await picker.count() > 0) await picker.setInputFiles({ name: 'gaps.csv', mimeType: 'text/csv', buffer: gaps });
        await notice.getByText('A view from a link').waitFor();
        await untilExplained(page);
        await go(page, 'explain');
        const { shap, lime } = await fingerprints(page);
        await go(page, 'model');
        assert.deepEqual([await modelFingerprint(page), shap, lime], stored[label], label);
        // A feature that is changed makes three games of one row.
        const helpers = await page.evaluate(() => [...globalThis.brought].toSorted((a, b) => b[1] - a[1]).map(([, n]) => n));
        assert.equal(helpers.length > 0, nHelpers > 0, `${label}: ${helpers}`);
        assert.ok(helpers.length <= nHelpers, `${label}: ${helpers}`);
        nBrought += helpers.reduce((sum, n) => sum + n, 0);
      }
      t.diagnostic(`helpers brought ${nBrought} background rows`);
    });
  });
}

/**
 * Runs in the page: gives every worker a clock by which each step of its work fills a slice, and has it stand still while a
 * helper is at work, so that helpers do what is to be done however quick it would be without them. Counts what each helper brings.
 */
function leaveAllToHands() {
  globalThis.brought = new Map();
  new BroadcastChannel('helpers').onmessage = ({ data }) => globalThis.brought.set(data, (globalThis.brought.get(data) ?? 0) + 1);
  const prelude = () => {
    let now = 0;
    performance.now = () => { now += 7; return now; };
    const heard = new Map();
    const waiting = [];
    let nOut = 0;
    const channel = new BroadcastChannel('helpers');
    const post = MessagePort.prototype.postMessage;
    const goOn = () => { if (nOut === 0) waiting.splice(0).forEach((port) => post.call(port, null)); };
    MessagePort.prototype.postMessage = function (message) {
      if (nOut === 0) post.call(this, message);
      else waiting.push(this);
    };
    const tell = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message) {
      if (!heard.has(this)) {
        heard.set(this, heard.size);
        this.addEventListener('message', ({ data }) => {
          if (!Array.isArray(data)) return;
          nOut -= 1;
          channel.postMessage(heard.get(this));
          // After the answer was taken, for which another task may have been dispatched.
          setTimeout(goOn);
        });
      }
      // The second kind of order is a row to be met, which is answered.
      if (message instanceof Uint8Array && message[0] === 1) nOut += 1;
      tell.call(this, message);
    };
  };
  const { Blob } = globalThis;
  globalThis.Blob = function (parts, options) {
    const isWorker = options?.type === 'text/javascript';
    return new Blob(isWorker ? [`(${prelude})();`, ...parts] : parts, options);
  };
}
