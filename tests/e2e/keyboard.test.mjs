// A keyboard is enough: the whole way from a file to a decision, the focus always in sight, and no place without a way out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { go, known, openReady, painted, prediction, screens, seeded, unfold, untilExplained, untilSource, untilStep, visit, withBrowser } from './harness.mjs';
import { turn } from './repeats.mjs';

withBrowser();

/** Stops that a screen may have; a trap would have more. */
const MOST_STOPS = 400;

for (const [width, height] of turn('keyboard', [[1280, 800], [360, 740]])) {
  test(`U2: every stop of every screen is in sight, shows its focus and leads on (${width} px)`, (t) => visit({ context: { reducedMotion: 'reduce', viewport: { width, height } } }, async ({ page, server }) => {
    await openReady(page, server.url);
    const seen = new Set();
    for (const screen of await screens(page)) {
      await go(page, screen);
      await unfold(page);
      // From the first stop of the bar, which on a phone is not the page's name.
      await page.locator('.top :is(a, button):visible').first().focus();
      await page.keyboard.press('Shift+Tab');
      const stops = [];
      for (;; await page.keyboard.press('Tab')) {
        const stop = await focusNow(page);
        // After the last stop comes the browser's own bar, or the first stop again.
        if (stop.isBody || (stops.length > 1 && stop.place === stops[0].place)) break;
        assert.ok(stops.length < MOST_STOPS, `${screen}: no way out of ${stop.name}`);
        assert.equal(stop.fault, '', `${screen}: ${stop.name}`);
        assert.ok(!(stops.at(-1)?.place > stop.place), `${screen}: ${stop.name} comes after ${stops.at(-1)?.name}`);
        if (!seen.has(stop.kind)) await expectPaintedFocus(page, `${screen}: ${stop.name}`);
        seen.add(stop.kind);
        stops.push(stop);
      }
      t.diagnostic(`${screen}: ${stops.length} stops`);
      assert.equal(stops[0].name, 'Skip to the screen');
      if (width > 480) assert.equal(stops[1].name, 'Vitrine');
      // And back again: no stop keeps the focus on that way either.
      await page.keyboard.press('Shift+Tab');
      if ((await focusNow(page)).isBody) await page.keyboard.press('Shift+Tab');
      for (let i = stops.length - 1; i > stops.length - 6; i -= 1) {
        assert.equal((await focusNow(page)).place, stops[i].place, `${screen}: the way back is another one`);
        await page.keyboard.press('Shift+Tab');
      }
    }
  }));
}

test('U2: from a file to a decision without a mouse', () => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const press = async (key) => {
    await page.keyboard.press(key);
    await painted(page);
    assert.equal((await focusNow(page)).isBody, false, `${key} lost the focus`);
  };
  const to = (name) => tabTo(page, name);
  const screen = async (name) => {
    await to(new RegExp(`^${name}`));
    await press('Enter');
    await page.waitForSelector(`.rail a[aria-current="page"]:has-text("${name}")`);
  };

  await screen('Data');
  const chooser = page.waitForEvent('filechooser');
  await to(/Choose a file|Open a file|file/i);
  await press('Enter');
  await (await chooser).setFiles({ name: 'fruit.csv', mimeType: 'text/csv', buffer: Buffer.from(fruit()) });
  await untilSource(page, 'fruit.csv');
  await untilExplained(page);
  assert.equal((await focusNow(page)).isBody, false, 'the file that was chosen took the focus away');
  const target = known(page, 'target').getByRole('combobox');
  await tabUntil(page, () => document.activeElement.closest('[data-test="target"]') !== null && document.activeElement.localName === 'select');
  const before = await target.inputValue();
  await press(before === 'weight' ? 'k' : 'w');
  await untilExplained(page);
  assert.notEqual(await target.inputValue(), before);

  await screen('Model');
  await to(/^line/);
  await press('Enter');
  await to(/^Train$/);
  await press('Enter');
  await untilExplained(page);

  await screen('Explain');
  await tabUntil(page, () => document.activeElement.closest('[data-test="row-number"]') !== null && document.activeElement.localName === 'input');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('12');
  await press('Enter');
  await untilExplained(page);
  await to(/^bars$/);
  await press('Enter');
  assert.equal(await known(page, 'picture').getByRole('button', { name: 'bars' }).getAttribute('aria-pressed'), 'true');
  const predicted = await prediction(page);
  await tabUntil(page, () => document.activeElement.type === 'range');
  for (let i = 0; i < 5; i += 1) await press('PageUp');
  await untilExplained(page);
  assert.notEqual(await prediction(page), predicted, 'a feature that was changed changed nothing');
  await to(/^SHAP$/);
  await press('Enter');
  assert.equal(await page.locator('.meaning:visible').count(), 1);
  await press('Escape');
  assert.equal(await page.locator('.meaning:visible').count(), 0);

  await screen('Evaluate');
  await untilStep(page, 'evaluate');
  await to(/^Colours/);
  for (const theme of ['light', 'dark']) {
    await press('Enter');
    assert.equal(await page.getAttribute('html', 'data-theme'), theme);
  }
  await to(/^Help$/);
  await press('Enter');
  const glossary = page.locator('dialog[open]');
  await glossary.waitFor();
  // The words are a stop, so that they can be scrolled; Tab stays within what is open, or goes to the browser's own bar.
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog[open]') !== null));
  }
  await page.keyboard.press('Escape');
  await glossary.waitFor({ state: 'hidden' });
  assert.equal((await focusNow(page)).name, 'Help');
}));

test('U2: what goes away hands the focus on', () => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  // Every button of every screen, once, by Enter: whatever it does, the focus is somewhere. Presenting has a test of its own.
  const buttons = page.locator('main button:visible:not(:disabled):not([data-test="present"])');
  for (const screen of await screens(page)) {
    await go(page, screen);
    const n = await buttons.count();
    for (let i = 0; i < n; i += 1) {
      if (await page.locator(`.rail a[href="#${screen}"][aria-current="page"]`).count() === 0) await go(page, screen);
      const button = buttons.nth(i);
      if (await button.count() === 0) break;
      const name = await button.evaluate((b) => b.ariaLabel ?? b.textContent);
      await button.focus();
      await page.keyboard.press('Enter');
      await painted(page);
      await untilStep(page, 'explain', /done|waiting|stopped|failed|paused|%$/);
      // What goes away gives the focus back with the frame after.
      for (let frame = 0; frame < 3 && (await focusNow(page)).isBody; frame += 1) await painted(page);
      assert.equal((await focusNow(page)).isBody, false, `${screen}: “${name}” lost the focus`);
      await page.keyboard.press('Escape');
    }
  }
}));

/** Where the focus is: its name, its place in the order of the page, and what is wrong with how it shows. */
function focusNow(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return { isBody: true, name: 'body' };
    const name = (at.ariaLabel ?? at.ariaLabelledByElements?.[0]?.innerText ?? at.labels?.[0]?.innerText ?? at.innerText ?? '').trim() || at.outerHTML.slice(0, 80);
    // What hides its own box shows the focus on its label.
    const shown = at.closest('.button, label.choice') ?? at;
    const style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    const faults = [];
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) faults.push('no outline');
    const left = Math.max(box.left, 0);
    const right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0);
    const bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 1 || bottom - top < 1) faults.push(`out of sight at ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`);
    else {
      // No corner but the rounded ones may lie below something else: neither of the bars, nor anything that floats.
      const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.15, 0.85].map((y) => [left + x * (right - left), top + y * (bottom - top)]));
      const over = points.map(([x, y]) => document.elementFromPoint(x, y)).filter((e) => e && !shown.contains(e) && !e.contains(shown) && !e.closest('label')?.contains(shown));
      // A text area may be taller than what the bars leave.
      if (over.length > 4) faults.push(`${over.length} of 9 points lie below <${over[0].localName} class="${over[0].getAttribute('class')}">`);
    }
    const all = [...document.querySelectorAll('*')];
    return { isBody: false, name, place: all.indexOf(at), kind: `${at.localName} ${at.type ?? ''} ${shown.className} ${shown.parentElement.className}`, fault: faults.join('; ') };
  });
}

/** The focus is painted: the pixels around it differ from those without any outline. */
async function expectPaintedFocus(page, what) {
  const clip = await page.evaluate(() => {
    const at = document.activeElement;
    // The list of a picture's marks is out of sight: the picture has its outline.
    const box = (at.closest('.button, .marked') ?? at).getBoundingClientRect();
    const [x, y] = [Math.max(box.left - 6, 0), Math.max(box.top - 6, 0)];
    return { x, y, width: Math.max(1, Math.min(box.right + 6, innerWidth) - x), height: Math.max(1, Math.min(box.bottom + 6, innerHeight) - y) };
  });
  const shot = () => page.screenshot({ clip, caret: 'hide', animations: 'disabled' });
  const focused = await shot();
  await page.evaluate(() => {
    const plain = new CSSStyleSheet();
    plain.replaceSync('*, *:focus, *:focus-visible, *:focus-within { outline-color: transparent !important; }');
    document.adoptedStyleSheets = [plain];
  });
  const without = await shot();
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
  assert.ok(!focused.equals(without), `${what}: the outline is not painted`);
}

/** Presses Tab until the focus is on what is called so. */
async function tabTo(page, name) {
  for (let i = 0; i < 2 * MOST_STOPS; i += 1) {
    const stop = await focusNow(page);
    if (!stop.isBody && name.test(stop.name)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no stop is called ${name}`);
}

/** Presses Tab until the focus is where `there` says. */
async function tabUntil(page, there) {
  for (let i = 0; i < 2 * MOST_STOPS; i += 1) {
    if (await page.evaluate(there)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no stop is where ${there} says`);
}

function fruit() {
  const random = seeded(12);
  const rows = Array.from({ length: 120 }, () => {
    const [weight, length] = [80 + 120 * random(), 4 + 14 * random()];
    return `${weight.toFixed(1)},${length.toFixed(1)},${['red', 'green'][Number(random() < 0.4)]},${weight + 9 * length > 230 ? 'melon' : 'kiwi'}`;
  });
  return ['weight,length,colour,kind', ...rows].join('\n');
}
