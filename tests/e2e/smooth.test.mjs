// The page stays at hand while the worker works: on a table of ten thousand rows, with a processor four times slower, and on
// the heaviest of the bundled tables, with the processor as it is.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { askForMuch, field, go, known, openReady, openSample, pickFile, seeded, test as at, TIMED, type, unfold, untilExplained, untilSource, untilStep, visit, withBrowser } from './harness.mjs';

withBrowser();

/** Times slower than this machine. */
const SLOWER = 4;

/**
 * Longest task of the page, and longest wait for 95 of 100 inputs and for a cancel, in milliseconds. A task over 50 ms is
 * told: on so slow a processor the browser's own layout and painting of a table or picture is such a task.
 */
const LONG_TASK = 50;
const LONGEST_TASK = TIMED ? 100 : 800;
const LONGEST_WAIT = TIMED ? 100 : 800;
const LONGEST_OF_SAMPLE = TIMED ? LONG_TASK : 800;

/** A run that was held up by other programs on the machine is measured again. */
const MOST_RUNS = 3;

test('U3: no task of the page is long while a large table is read, trained on and explained', (t) => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server, browser }) => {
  await openReady(page, server.url);
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
  const file = join(folder, 'large.csv');
  await writeFile(file, largeTable());
  await go(page, 'data');
  const runs = [];
  for (let run = 1; run <= MOST_RUNS; run += 1) {
    const slowed = await slowDown(page);
    const watched = await watchTasks(page, browser);
    const typing = keepTyping(page);
    // From the disk, as a person's file comes: one that is handed over in memory is decoded by the page.
    await page.setInputFiles(`${at('intake')} input[type="file"]`, file);
    await untilSource(page, 'large.csv');
    // Each screen while its step is under way, as a person would look.
    await go(page, 'model');
    await go(page, 'explain');
    await untilExplained(page);
    await go(page, 'model');
    await type(field(page.locator('.settings'), 'epochs'), String(3 + run));
    await known(page, 'train').click();
    await untilStep(page, 'model');
    await go(page, 'explain');
    // By its attribute: to look for a role, the driver goes through the whole page in one task.
    await page.locator('button[aria-label="The row after"]').click();
    await untilExplained(page);
    await go(page, 'evaluate');
    await untilStep(page, 'evaluate');
    await go(page, 'data');
    const waits = await typing.stop();
    const tasks = await watched.stop();
    await slowed.end();
    const longest = tasks[0] ?? { own: 0, whole: 0 };
    runs.push({ longest: longest.own, wait: quantile(waits, 0.95) });
    t.diagnostic(`run ${run}: ${tasks.filter((x) => x.own > LONG_TASK).length} tasks over ${LONG_TASK} ms, the longest ${tasks.slice(0, 5).map(told).join(', ')}; ${waits.length} inputs, 95 % within ${runs.at(-1).wait.toFixed(0)} ms, all within ${Math.max(...waits).toFixed(0)} ms`);
    if (longest.own <= LONGEST_TASK && runs.at(-1).wait <= LONGEST_WAIT) break;
    // Another table first, so that the next run begins as this one did.
    await openSample(page, 'iris');
  }
  await rm(folder, { recursive: true });
  const best = (of) => Math.min(...runs.map(of));
  assert.ok(best((r) => r.longest) <= LONGEST_TASK, `a task took ${best((r) => r.longest)} ms`);
  assert.ok(best((r) => r.wait) <= LONGEST_WAIT, `an input waited ${best((r) => r.wait)} ms`);
}));

test('U3: no task of the page is long while the heaviest sample is trained on and explained', (t) => visit({ context: { reducedMotion: 'reduce' }, cores: 3 }, async ({ page, server, browser }) => {
  await openReady(page, server.url);
  const runs = [];
  for (let run = 1; run <= MOST_RUNS; run += 1) {
    const watched = await watchTasks(page, browser);
    await openSample(page, 'adult');
    // Other numbers each time: what was made is kept.
    await go(page, 'model');
    await type(field(page.locator('.settings'), 'epochs'), String(3 + run));
    await known(page, 'train').click();
    await untilStep(page, 'model');
    await go(page, 'explain');
    await askForMuch(page, 6000);
    await untilExplained(page);
    const tasks = await watched.stop();
    runs.push(tasks[0]?.own ?? 0);
    t.diagnostic(`run ${run}: ${tasks.filter((x) => x.own > LONG_TASK).length} tasks over ${LONG_TASK} ms, the longest ${tasks.slice(0, 5).map(told).join(', ')}`);
    if (runs.at(-1) <= LONGEST_OF_SAMPLE) break;
    await openSample(page, 'iris');
  }
  assert.ok(Math.min(...runs) <= LONGEST_OF_SAMPLE, `a task took ${runs} ms`);
}));

test('U3: a training is cancelled at once', (t) => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'data');
  await pickFile(page, 'large.csv', largeTable());
  await untilStep(page, 'data');
  await go(page, 'model');
  // A run that stops by itself could be over before it is cancelled.
  await unfold(page);
  await page.getByRole('group', { name: 'Early stopping' }).getByRole('button', { name: 'off' }).click();
  const waits = [];
  for (let run = 1; run <= MOST_RUNS; run += 1) {
    await type(field(page.locator('.settings'), 'epochs'), String(500 + run));
    await known(page, 'train').click();
    await untilStep(page, 'model', /^[1-9]\d* %$/);
    const slowed = await slowDown(page);
    waits.push(await page.evaluate(() => new Promise((done) => {
      const step = document.querySelector('.rail a[href="#model"] .step-state');
      const cancel = document.querySelector('[data-test="cancel"]');
      if (cancel.disabled) throw new Error('there is nothing to cancel');
      cancel.addEventListener('click', (e) => {
        const observer = new MutationObserver(() => {
          if (step.textContent !== 'stopped') return;
          observer.disconnect();
          done(performance.now() - e.timeStamp);
        });
        observer.observe(step, { childList: true, subtree: true, characterData: true });
      }, { once: true, capture: true });
      cancel.click();
    })));
    await slowed.end();
  }
  t.diagnostic(`stopped after ${waits.map((w) => w.toFixed(0)).join(', ')} ms`);
  assert.ok(Math.min(...waits) <= LONGEST_WAIT, `cancelling took ${waits}`);
}));

/** Makes the page's processor slower, through the protocol of the browser's tools. */
async function slowDown(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return {
    async end() {
      await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      await session.detach();
    },
  };
}

/**
 * Records the tasks of the page's main thread, longest first: the time that each took of the processor itself, which other
 * programs on the machine do not lengthen, the time by the clock, and what most of it went into.
 */
async function watchTasks(page, browser) {
  await page.evaluate(() => {
    // How long an input lies before it is heard.
    globalThis.waits = [];
    globalThis.hear ??= (e) => { if (e.key === 'F8') globalThis.waits.push(performance.now() - e.timeStamp); };
    addEventListener('keydown', globalThis.hear, { capture: true });
  });
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'] });
  await page.evaluate(() => performance.mark('vitrine-watch'));
  return {
    async stop() {
      const { traceEvents } = JSON.parse(await browser.stopTracing());
      const mark = traceEvents.find((e) => e.name === 'vitrine-watch');
      const own = traceEvents.filter((e) => e.pid === mark.pid && e.tid === mark.tid && e.ph === 'X');
      const tasks = own.filter((e) => e.name === 'RunTask' && e.dur > 20_000);
      const inside = (task) => own.filter((e) => e.name !== 'RunTask' && e.ts >= task.ts && e.ts + e.dur <= task.ts + task.dur);
      const what = (task) => inside(task).toSorted((a, b) => b.dur - a.dur)[0]?.name ?? 'unknown';
      return tasks.map((task) => ({ own: (task.tdur ?? task.dur) / 1000, whole: task.dur / 1000, what: what(task) })).toSorted((a, b) => b.own - a.own);
    },
  };
}

function told({ own, whole, what }) {
  return `${own.toFixed(0)} (${whole.toFixed(0)} by the clock: ${what})`;
}

/** Presses a key that means nothing, again and again, until it is told to stop; how long each press lay. */
function keepTyping(page) {
  let on = true;
  const done = (async () => {
    while (on) {
      await page.keyboard.press('F8');
      await new Promise((wait) => { setTimeout(wait, 40); });
    }
  })();
  return {
    async stop() {
      on = false;
      await done;
      return page.evaluate(() => globalThis.waits.splice(0));
    },
  };
}

function quantile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];
}

/** Ten thousand rows of twenty columns: numbers and categories, some cells missing, two classes. */
function largeTable() {
  const random = seeded(10_000);
  const header = Array.from({ length: 20 }, (_, j) => (j === 19 ? 'outcome' : `column ${j + 1}`)).join(',');
  const rows = Array.from({ length: 10_000 }, () => {
    const cells = Array.from({ length: 19 }, (_, j) => {
      if (random() < 0.02) return '';
      return j % 4 === 3 ? ['north', 'east', 'south', 'west', 'middle'][Math.floor(5 * random())] : (100 * random()).toFixed(2);
    });
    const pull = Number(cells[0]) + 0.5 * Number(cells[1]) + (cells[3] === 'north' ? 30 : 0) + 20 * random();
    return [...cells, pull > 90 ? 'yes' : 'no'].join(',');
  });
  return [header, ...rows].join('\n');
}
