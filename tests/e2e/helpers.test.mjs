// Helper workers: with any number of them the result is the same to the bit, also when they die.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForMuch, faulty, fingerprints, go, openReady, seed, type, untilExplained, untilStep, visit, withBrowser } from './harness.mjs';
import { times } from './repeats.mjs';

withBrowser();

/** How many workers compute for the page: its own, and the helpers of that one. */
function nWorkers(page) {
  return page.workers().length;
}

test('N11: the same explanation with one, two and four workers', async (t) => {
  const found = [];
  for (const n of [2, 3, 5]) {
    await visit({ context: { reducedMotion: 'reduce' }, cores: n }, async ({ page, server }) => {
      await openReady(page, server.url);
      await go(page, 'explain');
      const began = Date.now();
      await askForMuch(page, 6000);
      await untilExplained(page);
      t.diagnostic(`${n} cores: ${nWorkers(page)} workers, ${Date.now() - began} ms`);
      assert.ok(nWorkers(page) <= Math.max(1, n - 1));
      found.push(await fingerprints(page));
    });
  }
  for (const one of found) assert.deepEqual(one, found[0]);
});

const N_DEATHS = times({ always: 4, release: 20 });

test(`a helper that dies during heavy work is done without, ${N_DEATHS} times of ${N_DEATHS}`, async (t) => {
  const context = { reducedMotion: 'reduce' };
  const found = new Map();
  await faulty({ context, cores: 4, provokes: true }, async ({ page, server, browser }) => {
    await openReady(page, server.url);
    await go(page, 'explain');
    await askForMuch(page, 12_000);
    await untilExplained(page);
    for (let round = 0; round < N_DEATHS; round += 1) {
      // Another seed each time: what was explained is kept.
      await type(seed(page), String(round + 2));
      await untilStep(page, 'explain', /^[1-9]\d* %$/);
      await page.evaluate(() => globalThis.vitrineFaults.helper());
      await untilExplained(page);
      found.set(round + 2, (await fingerprints(page)).shap);
      assert.deepEqual(await page.locator('.notice').allInnerTexts(), [], `round ${round}: nothing of it is to be seen`);
    }
    const session = await browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'worker' }] });
    t.diagnostic(`${targetInfos.length} workers at the end`);
    assert.ok(targetInfos.length <= 3, 'dead helpers are gone');
  });
  assert.equal(new Set(found.values()).size, N_DEATHS, 'other seeds, other coalitions');
  await visit({ context }, async ({ page, server }) => {
    await openReady(page, server.url);
    await go(page, 'explain');
    await askForMuch(page, 12_000);
    for (const n of times({ always: [2, N_DEATHS + 1], release: [2, 9, N_DEATHS + 1] })) {
      await type(seed(page), String(n));
      await untilExplained(page);
      assert.equal((await fingerprints(page)).shap, found.get(n), `alone, with the seed ${n}`);
    }
  });
});
