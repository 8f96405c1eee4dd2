// Rapid users: thousands of clicks, keys and inputs at random, which are the same in every run of a commit.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built, faulty, go, heap, openReady, openSample, screens, seeded, unfold, untilStep, withBrowser } from './harness.mjs';
import { drawn, times } from './repeats.mjs';

withBrowser();

/** The commit draws one of its own, so that over time many are tried. */
const OWN_SEED = drawn('monkey') % 1_000_000;
const SEEDS = times({ always: [OWN_SEED], release: [OWN_SEED, 11, 23, 37, 53, 71] });
const N_ACTIONS = 2_000;

/** Growth of the page’s heap over all that, after a collection; the history of undo is part of it. The goal is 1.2, and 1.06 to 1.10 is measured. */
const MOST_GROWTH = 1.3;

for (const seed of SEEDS) {
  test(`F13: ${N_ACTIONS} random actions leave the page well (seed ${seed})`, (t) => faulty({ context: { reducedMotion: 'reduce' }, init: watchPromises }, async ({ page, server }) => {
    await openReady(page, server.url);
    // The table of what the program holds of the page doubles and never shrinks: first the largest of what follows, unfolded.
    await openSample(page, 'breast_cancer');
    for (const screen of await screens(page)) {
      await go(page, screen);
      await unfold(page);
      await built(page);
    }
    await openSample(page, 'iris');
    const before = await heapAtRest(page);
    const began = Date.now();
    const seen = await page.evaluate(act, { numbers: Array.from({ length: 12 * N_ACTIONS }, seeded(seed)), n: N_ACTIONS });
    const took = Date.now() - began;
    assert.equal(await page.locator('#recovery:not([hidden])').count(), 0, `after ${Object.values(seen.done).reduce((a, b) => a + b)} actions, ${seen.last}: ${await page.textContent('#recovery')}`);
    assert.deepEqual(seen.rejected, [], 'a promise was rejected and nobody listened');
    assert.ok(seen.longestLoss <= 1, `the focus was nowhere for ${seen.longestLoss} actions, after ${seen.lostAfter}`);
    // Whatever was asked for, the page and its worker answer: another table is opened, trained on and explained.
    await page.keyboard.press('Escape');
    await openSample(page, 'iris');
    for (const screen of await screens(page)) await untilStep(page, screen);
    assert.equal(page.workers().length, 1);
    assert.equal(await page.locator('.notice.bad').count(), 0);
    const grown = await heapAtRest(page) / before;
    t.diagnostic(`seed ${seed}: ${N_ACTIONS} actions in ${took} ms (${Object.entries(seen.done).map(([what, n]) => `${n} ${what}`).join(', ')}); the heap is ${grown.toFixed(3)} times that before, ${(before / 1e6).toFixed(2)} MB; the focus was nowhere for at most ${seen.longestLoss} action, after ${seen.lostAfter}`);
    assert.ok(grown <= MOST_GROWTH, `the heap grew to ${grown} times its size`);
  }));
}

/** The heap after all screens were seen, so that what is made once, such as compiled code, is there, and on the same one of them. */
async function heapAtRest(page) {
  const all = await screens(page);
  for (const screen of [...all, all[0]]) await go(page, screen);
  await page.waitForTimeout(500);
  return heap(page);
}

/** Runs in the page before it: notes what nobody listens to. */
function watchPromises() {
  globalThis.rejected = [];
  addEventListener('unhandledrejection', (e) => globalThis.rejected.push(String(e.reason)));
}

/** Runs in the page: acts at random, as fast as the page takes it, and watches where the focus is. */
async function act({ numbers, n }) {
  let drawn = 0;
  const random = () => numbers[drawn++ % numbers.length];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const isSeen = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.disabled && !e.closest('[inert]');
  const targets = () => {
    const within = document.querySelector('dialog[open]') ?? document;
    return [...within.querySelectorAll('button, a[href^="#"], select, input, textarea, summary')].filter(isSeen);
  };
  const done = { clicks: 0, keys: 0, texts: 0, choices: 0, slides: 0 };
  const texts = ['', '0', '-1', '1e308', 'NaN', '7', '12', 'x', '0.5', '99999999999999999999', '\u202e', '3,5'];
  const key = (at, name, init = {}) => {
    const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...init });
    at.dispatchEvent(event);
    at.dispatchEvent(new KeyboardEvent('keyup', { key: name, bubbles: true, ...init }));
  };
  let [loss, longestLoss, lostAfter, last] = [0, 0, '', ''];
  for (let i = 0; i < n; i += 1) {
    // A page that gave up has nothing more to show than why.
    const at = document.getElementById('recovery').hidden ? pick(targets()) : null;
    if (!at) break;
    const name = `${at.localName} ${at.ariaLabel ?? at.textContent.slice(0, 30)} on ${location.hash}`;
    if (at.type === 'file') { /* a file comes from the person alone */ } else if (at.localName === 'select') {
      at.focus();
      at.selectedIndex = Math.floor(random() * at.options.length);
      at.dispatchEvent(new Event('input', { bubbles: true }));
      at.dispatchEvent(new Event('change', { bubbles: true }));
      done.choices += 1;
    } else if (at.type === 'range') {
      at.focus();
      at.value = String(Number(at.min) + random() * (Number(at.max) - Number(at.min)));
      at.dispatchEvent(new Event('input', { bubbles: true }));
      at.dispatchEvent(new Event('change', { bubbles: true }));
      done.slides += 1;
    } else if (at.matches('input[type="text"], input:not([type]), input[type="search"], input[type="number"], textarea')) {
      at.focus();
      at.value = pick(texts);
      at.dispatchEvent(new Event('input', { bubbles: true }));
      at.dispatchEvent(new Event('change', { bubbles: true }));
      if (random() < 0.5) key(at, 'Enter');
      done.texts += 1;
    } else if (random() < 0.15) {
      at.focus();
      key(at, pick(['Escape', 'ArrowDown', 'ArrowRight', 'Home', 'End', 'PageDown', 'Delete', ' ']));
      done.keys += 1;
    } else {
      at.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      at.focus();
      at.click();
      done.clicks += 1;
    }
    if (random() < 0.05) {
      key(document.activeElement ?? document.body, pick(['z', 'y', 'Z']), { ctrlKey: true });
      done.keys += 1;
    }
    // The page is let in between, now for a moment, now for a frame.
    await new Promise((go) => { if (random() < 0.1) requestAnimationFrame(() => setTimeout(go)); else { const turn = new MessageChannel(); turn.port1.onmessage = () => { turn.port1.close(); go(); }; turn.port2.postMessage(null); } });
    const isLost = () => !document.activeElement || document.activeElement === document.body;
    // What was asked for is shown with the next frame, and the focus given back with the one after; this hand is faster.
    for (let frame = 0; frame < 2 && isLost(); frame += 1) await new Promise((go) => { requestAnimationFrame(() => setTimeout(go)); });
    loss = isLost() ? loss + 1 : 0;
    if (loss > longestLoss) [longestLoss, lostAfter] = [loss, `${last}; ${name}`];
    last = name;
  }
  return { done, longestLoss, lostAfter, last, rejected: globalThis.rejected };
}
