// The GPU: Chromium's software stands in for one, so that all of this runs everywhere. Whatever becomes of it, what is
// explained is what the CPU says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  TIMED, askForMuch, faulty, figures, fingerprints, go, known, openReady, quality, seed, type, unfold, untilExplained, untilStep, visit, withBrowser,
} from './harness.mjs';
import { times } from './repeats.mjs';

withBrowser({ args: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--disable-gpu-process-crash-limit'] });

/** How far attributions may be off, relative to the largest. */
const TOLERANCE = 1e-4;

/** Opens the Explain screen, all unfolded. */
async function open(page, server) {
  await openReady(page, server.url);
  await go(page, 'explain');
  await unfold(page);
}

/** Chooses what computes. */
async function choose(page, name) {
  await known(page, 'computed-by').getByRole('button', { name, exact: true }).click();
}

/** Waits until the page says so of what computes. */
async function says(page, pattern) {
  const selector = '[data-test="computing"]';
  const matches = ([at, source]) => new RegExp(source).test(document.querySelector(at).textContent);
  try {
    await page.waitForFunction(matches, [selector, pattern.source], { polling: 100 });
  } catch {
    assert.fail(`it says “${await page.textContent(selector)}”, not ${pattern}`);
  }
}

/** How the GPU that was asked for answers: at work, late, or otherwise. */
async function answer(page) {
  const said = await page.waitForFunction((at) => {
    const text = document.querySelector(at).textContent;
    return (/^WebGPU/.test(text) && 'at work') || (/did not answer/.test(text) && 'late') || (/^The CPU computes: /.test(text) && 'otherwise');
  }, '[data-test="computing"]', { polling: 100 });
  return said.jsonValue();
}

/** Waits until the explanation at hand was computed on this. */
async function computedOn(page, device) {
  const at = '[data-test="quality-shap"] summary';
  const ends = ([at, end]) => document.querySelector(at).textContent.endsWith(end);
  try {
    await page.waitForFunction(ends, [at, `on the ${device}.`], { polling: 100 });
  } catch {
    assert.fail(`not on the ${device}: ${await page.textContent(at)} ${await known(page, 'computing').textContent()}`);
  }
}

/** The process that computes on the GPU. */
async function gpuProcess(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.find((process) => process.type === 'GPU').id;
}

test('F5: software is passed over unless it is asked for, and the CPU says why it computes', async () => {
  await visit({}, async ({ page, server }) => {
    await open(page, server);
    await says(page, /software.*CPU itself is quicker/);
    assert.match((await quality(page, 'shap')).line, /on the CPU\.$/);
  });
});

test('N13: what a GPU says is near to what the CPU says, and the page says which it was', async (t) => {
  await faulty({}, async ({ page, server }) => {
    const words = [];
    page.on('console', (message) => words.push(message.text()));
    await open(page, server);
    const before = await figures(page, 'shap');
    const exact = await fingerprints(page);
    await choose(page, 'the GPU');
    await computedOn(page, 'GPU');
    await untilExplained(page);
    await says(page, /^WebGPU: software in place of a GPU(, |\. The CPU is )[\d.]+× (as fast|the CPU) on this model\.$/);
    t.diagnostic(`${await known(page, 'computing').textContent()} ${await known(page, 'estimate').textContent()}`);
    const after = await figures(page, 'shap');
    const largest = Math.max(...[...before.values()].map((v) => Math.abs(v.share)));
    const off = [...before].map(([name, v]) => Math.abs(v.share - after.get(name).share) / largest);
    t.diagnostic(`off by ${Math.max(...off).toExponential(1)} of the largest at most`);
    assert.ok(Math.max(...off) <= TOLERANCE);
    assert.ok(Math.max(...off) > 0, 'it is the CPU’s own');
    assert.equal((await fingerprints(page)).lime, exact.lime);
    await choose(page, 'the CPU');
    await computedOn(page, 'CPU');
    await untilExplained(page);
    assert.deepEqual(await fingerprints(page), exact);
    // Shaders are accepted without a word.
    assert.deepEqual(words.filter((text) => /wgsl|shader|webgpu|tint/i.test(text)), []);
  });
});

/** Has the GPU compute what the CPU has just computed, and comes back when it is at it; what the CPU said. */
async function begin(page, server, seedWanted) {
  await open(page, server);
  await askForMuch(page, 3000);
  await type(seed(page), String(seedWanted));
  await untilExplained(page);
  const expected = await fingerprints(page);
  await choose(page, 'the GPU');
  // A GPU in software that shares its cores may take longer than the page waits, and is asked again.
  for (let n = 1; await answer(page) === 'late' && n < 10; n += 1) {
    await choose(page, 'the CPU');
    await choose(page, 'the GPU');
  }
  await says(page, /^WebGPU/);
  await untilStep(page, 'explain', /^[1-9]\d* %$/);
  return expected;
}

const N_KILLS = times({ always: 3, release: 20 });

test(`F6: the GPU process is killed during an explanation, ${N_KILLS} times of ${N_KILLS}`, async () => {
  for (let n = 1; n <= N_KILLS; n += 1) {
    await faulty({ provokes: true }, async ({ page, server, browser }) => {
      const expected = await begin(page, server, n);
      process.kill(await gpuProcess(browser), 'SIGKILL');
      await page.waitForSelector('[data-test="gpu-notice"]');
      await untilExplained(page);
      assert.deepEqual(await fingerprints(page), expected, `seed ${n}`);
      assert.match((await quality(page, 'shap')).line, /on the CPU\.$/);
      const notice = await known(page, 'gpu-notice').innerText();
      assert.match(notice, /^The GPU was lost .*nothing is lost\. It is asked for once more\./);
    });
  }
});

/** What the CPU says of seeds, in a visit of its own. */
async function onCpu(seeds) {
  const found = new Map();
  await visit({}, async ({ page, server }) => {
    await open(page, server);
    for (const n of seeds) {
      await type(seed(page), String(n));
      await untilExplained(page);
      found.set(n, await fingerprints(page));
    }
  });
  return found;
}

test('F6: a second loss is the last', async () => {
  const expected = await onCpu([5, 6]);
  await faulty({ provokes: true }, async ({ page, server }) => {
    await open(page, server);
    await choose(page, 'the GPU');
    await computedOn(page, 'GPU');
    for (const [n, words] of [[5, /once more/], [6, /from here on/]]) {
      await untilExplained(page);
      await page.evaluate(() => globalThis.vitrineFaults.device());
      await type(seed(page), String(n));
      await computedOn(page, 'CPU');
      await untilExplained(page);
      assert.deepEqual(await fingerprints(page), expected.get(n));
      await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('[data-test="gpu-notice"]')?.textContent), words.source);
      if (n === 5) await says(page, /^WebGPU/);
    }
    await known(page, 'gpu-notice').getByRole('button').click();
    await known(page, 'gpu-notice').waitFor({ state: 'detached' });
  });
});

test('F7: a wrong answer turns the GPU off', async () => {
  const expected = await onCpu([5]);
  await faulty({ provokes: true }, async ({ page, server }) => {
    await open(page, server);
    await choose(page, 'the GPU');
    await computedOn(page, 'GPU');
    await untilExplained(page);
    await page.evaluate(() => globalThis.vitrineFaults.gpu());
    await type(seed(page), '5');
    await says(page, /^The CPU computes: the GPU computes wrongly/);
    await untilExplained(page);
    assert.deepEqual(await fingerprints(page), expected.get(5));
    assert.match(await known(page, 'gpu-notice').innerText(), /nothing is lost/);
  });
});

test('F7: a GPU that hangs is waited for no longer than six seconds', async (t) => {
  await visit({ provokes: true }, async ({ page, server, browser }) => {
    const expected = await begin(page, server, 5);
    const gpu = await gpuProcess(browser);
    process.kill(gpu, 'SIGSTOP');
    const begun = Date.now();
    try {
      // Nothing is painted while the process stands still, so that the page is asked and not looked at.
      await says(page, /^The CPU computes: the GPU did not answer within 5 s/);
    } finally {
      process.kill(gpu, 'SIGCONT');
    }
    const waited = Date.now() - begun;
    t.diagnostic(`${waited} ms`);
    assert.ok(!TIMED || waited < 6000);
    await untilExplained(page);
    assert.deepEqual(await fingerprints(page), expected);
  });
});
