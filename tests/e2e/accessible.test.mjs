// For everyone: axe finds nothing, at any width and in both colours; a keyboard is enough; and nothing is without a name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  expectNoSidewaysScroll, expectWithinColumns, go, known, openReady, openSample, painted, pickFile, screens, trainLong, type, unfold, untilExplained, untilStep, visit,
  withBrowser,
} from './harness.mjs';
import { violations } from './axe.mjs';
import { times, turn } from './repeats.mjs';
import { exact } from './row.mjs';

withBrowser();

const WIDTHS = [360, 768, 1280, 1920];

/** Widths of which one has its turn in a run for what opens over a screen, each with the colours that it is seen in. */
const OVER = [[360, 'light'], [1280, 'dark']];

// The screens of a number differ in words and pictures, and need to be looked at in two widths only.
for (const { name, open, widths } of [{ name: 'classes', open: null, widths: WIDTHS }, { name: 'a number', open: 'diabetes', widths: [360, 1280] }]) {
  test(`U1: axe finds nothing on any screen, in any width and colours (${name})`, (t) => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
    await openReady(page, server.url);
    if (open) await openSample(page, open);
    const looks = widths.flatMap((width) => ['light', 'dark'].map((colorScheme) => `${width} ${colorScheme}`));
    for (const screen of await screens(page)) {
      await go(page, screen);
      await unfold(page);
      const looked = turn(`axe ${screen} ${name}`, looks);
      await t.test(`U1: ${screen}, ${name}, by axe ${looked.join(', ')}`, async () => {
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await expectNoSidewaysScroll(page);
          await expectWithinColumns(page, `${screen}, ${width} px`);
          for (const colorScheme of ['light', 'dark'].filter((colours) => looked.includes(`${width} ${colours}`))) {
            await page.emulateMedia({ colorScheme });
            await painted(page);
            assert.deepEqual(await violations(page), [], `${screen}, ${width} px, ${colorScheme}`);
          }
        }
      });
    }
  }));
}

test('U1: axe finds nothing in what opens over a screen', (t) => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const [width, colorScheme] of turn('axe over', OVER)) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const screen of await screens(page)) {
      await go(page, screen);
      // Of terms, and of rows that open, one stands for all; but before a release, of the menus of exports too.
      const seen = new Set();
      const alike = times({ always: /^Export: .*/, release: /^$/ });
      for (const opener of await page.locator('button[aria-expanded="false"]:visible, button[aria-haspopup]:visible').elementHandles()) {
        const label = await opener.evaluate((b) => b.ariaLabel ?? b.textContent.trim());
        const kind = await opener.evaluate((b) => (b.closest('.term') ? 'term' : b.matches('.more') ? 'row' : null)) ?? label.replace(alike, 'export');
        if (seen.has(kind)) continue;
        seen.add(kind);
        await t.test(`U1: ${label} on ${screen}, ${width} px`, async () => {
          await opener.click();
          await painted(page);
          // What opened covers what is below it.
          const found = (await violations(page)).filter((v) => !/partially obscured/.test(v));
          assert.deepEqual(found, []);
          await page.keyboard.press('Escape');
          if (await opener.getAttribute('aria-expanded') === 'true') await opener.click();
        });
      }
    }
  }
}));

test('accessible: axe finds nothing where something went wrong, is open, or is under way', (t) => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const check = async (what, but = /(?!)/) => {
    await t.test(`accessible: ${what}`, async () => {
      assert.deepEqual((await violations(page)).filter((v) => !but.test(v)), []);
      await expectNoSidewaysScroll(page);
    });
  };
  await page.setViewportSize({ width: 360, height: 900 });
  await type(known(page, 'row-number').getByRole('textbox'), 'x');
  await check('a number that was refused');
  await type(known(page, 'row-number').getByRole('textbox'), '7');
  await page.getByRole('button', { name: 'SHAP', exact: true }).first().click();
  await type(exact(page, 'age'), '20');
  await untilExplained(page);
  // What stays in sight while one scrolls lies over nothing here.
  await page.locator('.row-head').evaluate((head) => {
    head.scrollIntoView();
    const bars = [...document.querySelectorAll('.top, .rail')].map((bar) => bar.getBoundingClientRect());
    // One that a bar covers in part is too small, and there is none if one scrolls a little.
    const isCut = (control) => {
      const { top, bottom } = control.getBoundingClientRect();
      return bars.some((bar) => top < bar.bottom && bottom > bar.top && (top < bar.top || bottom > bar.bottom));
    };
    for (let i = 0; i < 100 && [...document.querySelectorAll('main summary')].some(isCut); i += 1) scrollBy(0, 1);
  });
  await check('a what-if');
  await page.getByRole('button', { name: 'Help' }).click();
  await check('the glossary');
  await page.keyboard.press('Escape');
  await openSample(page, 'diabetes');
  for (const screen of ['explain', 'evaluate']) {
    await go(page, screen);
    await check(`a number that is predicted, ${screen}`);
  }
  await trainLong(page);
  await known(page, 'pause').click();
  await untilStep(page, 'model', 'paused');
  // The model before stands dimmed, since it is not the one that is being trained.
  await check('a training that is held', /color-contrast: (\.titled > h2|button\[aria-controls|figcaption > p|figure\[data-test="inside"\]|code)/);
  await go(page, 'data');
  await pickFile(page, 'a name without any place to break it, as cameras and exports give them 20260101_093000_IMG_0001.csv', '');
  await untilStep(page, 'data', 'failed');
  await check('a file that was not taken');
}));

test('accessible: the recovery panel', () => visit({ breaks: [{ match: /\.wasm$/, how: 'missing' }], provokes: true }, async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 900 });
  await page.goto(server.url);
  await page.waitForSelector('#recovery:not([hidden])');
  assert.deepEqual(await violations(page), []);
  await expectNoSidewaysScroll(page);
}));

test('accessible: every control has a name, and headings are in order', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  const nameless = {};
  const all = await screens(page);
  for (const screen of all) {
    await go(page, screen);
    const levels = await page.locator('main :is(h1, h2, h3, h4)').evaluateAll((all) => all.map((h) => Number(h.localName[1])));
    assert.equal(await page.locator('h1').count(), 1);
    assert.equal(levels[0], 1, `${screen} does not begin with its heading`);
    levels.slice(1).forEach((level, i) => assert.ok(level > 1 && level <= levels[i] + 1, `${screen}: ${levels}`));

    await unfold(page);
    // A label names the first control within it, and a term in its words is one.
    nameless[screen] = await page.evaluate(() => [...document.querySelectorAll('#app input, #app select, #app textarea')].filter((control) => (
      !control.ariaLabel && !control.getAttribute('aria-labelledby') && [...control.labels].every((label) => !label.textContent.trim())
    )).map((control) => control.closest('.field')?.querySelector('.name')?.innerText ?? control.outerHTML));
  }
  assert.deepEqual(nameless, Object.fromEntries(all.map((screen) => [screen, []])));
}));

test('accessible: a keyboard is enough', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the screen');
  await expectVisibleFocus(page);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'screen');

  // From the top: the bar, the rail, then the row.
  await page.evaluate(() => document.activeElement.blur());
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  const order = [];
  for (let i = 0; i < 18; i += 1) {
    await page.keyboard.press('Tab');
    order.push(await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.ariaLabelledByElements?.[0]?.innerText ?? document.activeElement.innerText));
    await expectVisibleFocus(page);
  }
  const at = (pattern) => order.findIndex((name) => pattern.test(name));
  const places = [/^Skip/, /^Vitrine/, /^German credit/, /^Colours/, /^Help/, /^Data/, /^Model/, /^Explain/, /^Evaluate/, /^The row before/, /^Row/, /^The row after/];
  assert.ok(places.every((pattern) => at(pattern) >= 0), `not reached: ${places.filter((p) => at(p) < 0)}; ${order.join(' | ')}`);
  assert.deepEqual(places.map(at), [...places.map(at)].sort((a, b) => a - b), `out of order: ${order.join(' | ')}`);

  // Another row, a feature and a screen without a mouse.
  await known(page, 'row-number').getByRole('textbox').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await untilExplained(page);
  await page.getByRole('slider', { name: 'age' }).focus();
  await page.keyboard.press('ArrowRight');
  await untilExplained(page);
  assert.match(await known(page, 'prediction').innerText(), /Before your changes/);
  assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), 'age', 'the control that was used lost the focus');
  await page.locator('.rail a[href="#evaluate"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.rail a[href="#evaluate"][aria-current="page"]');
}));

test('accessible: Escape closes what was opened, and the focus goes back', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const term = known(page, 'shap').getByRole('button', { name: 'SHAP', exact: true });
  const meaning = known(page, 'shap').locator('figcaption .meaning');
  await term.focus();
  await page.keyboard.press('Enter');
  assert.ok(await meaning.isVisible());
  assert.equal(await term.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await meaning.isVisible(), false);
  assert.equal(await term.getAttribute('aria-expanded'), 'false');
  assert.ok(await term.evaluate((button) => button === document.activeElement));

  const help = page.getByRole('button', { name: 'Help' });
  await help.focus();
  await page.keyboard.press('Enter');
  const glossary = page.getByRole('dialog', { name: 'The words used here' });
  await glossary.waitFor();
  assert.ok(await glossary.evaluate((dialog) => dialog.contains(document.activeElement)));
  await page.keyboard.press('Escape');
  await glossary.waitFor({ state: 'hidden' });
  assert.ok(await help.evaluate((button) => button === document.activeElement));
}));

test('accessible: another screen begins at its top', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  for (const [from, to] of [['data', 'model'], ['data', 'explain'], ['explain', 'data'], ['explain', 'evaluate']]) {
    await go(page, from);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    assert.ok(await page.evaluate(() => scrollY) > 200, `${from} is too short to tell`);
    await go(page, to);
    assert.ok(await page.locator('h1').evaluate((h1) => h1.getBoundingClientRect().top) >= 48, `from ${from}, the heading of ${to} is out of sight`);
  }
}));

async function expectVisibleFocus(page) {
  const shown = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  });
  assert.ok(shown, `the focus does not show on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`);
}
