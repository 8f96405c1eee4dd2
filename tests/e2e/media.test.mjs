// The page in other surroundings: on paper, magnified four times, and in colours that the system forces.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNoSidewaysScroll, go, openReady, openSample, painted, screens, unfold, visit, withBrowser } from './harness.mjs';

withBrowser();

/** Width of paper (A4 and its margins) in CSS pixels, and of a window magnified four times. */
const PAPER = 718;
const MAGNIFIED = 320;

for (const sample of [null, 'diabetes']) {
  test(`U7: on paper stands what is shown, in light colours and without controls (${sample ?? 'classes'})`, () => visit({ context: { reducedMotion: 'reduce', colorScheme: 'dark' } }, async ({ page, server }) => {
    await openReady(page, server.url);
    if (sample) await openSample(page, sample);
    await page.getByRole('button', { name: /^Colours/ }).click();
    await page.getByRole('button', { name: /^Colours/ }).click();
    assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
    for (const screen of await screens(page)) {
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize({ width: 1280, height: 900 });
      await go(page, screen);
      await unfold(page);
      await painted(page);
      const before = await content(page);
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: PAPER, height: 1000 });
      await painted(page);
      const after = await content(page);
      const lost = before.words.filter((word) => !after.words.includes(word) && word !== 'Looking\u2026');
      assert.deepEqual(lost, [], `${screen}: words that are not on paper`);
      assert.equal(after.pictures, before.pictures, `${screen}: a picture is not on paper`);
      assert.deepEqual(after.values, before.values, `${screen}: a value is not on paper`);
      const seen = await onPaper(page);
      assert.deepEqual(seen.controls, [], `${screen}: controls on paper`);
      assert.deepEqual(seen.cut, [], `${screen}: wider than the paper`);
      assert.equal(seen.paper, 'rgb(255, 255, 255)');
      assert.ok(seen.ink.every((c) => c < 140), `${screen}: light words on white paper: ${seen.ink}`);
    }
    // And it can be printed.
    assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
  }));

  test(`U7: magnified four times nothing scrolls sideways and nothing is lost (${sample ?? 'classes'})`, () => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server }) => {
    await openReady(page, server.url);
    if (sample) await openSample(page, sample);
    for (const screen of await screens(page)) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await go(page, screen);
      await unfold(page);
      const before = await content(page);
      await page.setViewportSize({ width: MAGNIFIED, height: 256 });
      await painted(page);
      await expectNoSidewaysScroll(page, screen);
      const after = await content(page);
      assert.deepEqual(before.words.filter((word) => !after.words.includes(word) && word !== 'Looking\u2026'), [], `${screen}: words that are gone`);
      assert.equal(after.values.length, before.values.length);
    }
  }));
}

for (const colorScheme of ['light', 'dark']) {
  test(`U7: forced colours leave pictures and states to be seen (${colorScheme})`, () => visit({ context: { reducedMotion: 'reduce', colorScheme, forcedColors: 'active' } }, async ({ page, server }) => {
    await openReady(page, server.url);
    assert.ok(await page.evaluate(() => matchMedia('(forced-colors: active)').matches));
    for (const screen of await screens(page)) {
      await go(page, screen);
      await unfold(page);
      await painted(page);
      const found = await page.evaluate(() => {
        const probe = document.createElement('i');
        document.body.append(probe);
        const system = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
        const [canvas, grey] = [system('Canvas'), system('GrayText')];
        const light = (css) => {
          const [r, g, b] = css.match(/[\d.]+/g).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
        const faults = [];
        for (const mark of document.querySelectorAll('svg.picture :is(polygon, rect, circle, text), svg.picture .stroke')) {
          const style = getComputedStyle(mark);
          const colour = mark.matches('.stroke') ? style.stroke : style.fill;
          // Rules and grids only guide, and the system's grey is what it is.
          if (colour !== grey && contrast(colour, canvas) < 3) faults.push(`${mark.localName} ${mark.parentElement.getAttribute('class')} is ${colour} on ${canvas}`);
        }
        // A state that is told by a colour must be another colour.
        const look = (e) => { const s = getComputedStyle(e); return `${s.color} ${s.backgroundColor} ${s.borderTopColor} ${s.borderLeftColor}`; };
        for (const group of document.querySelectorAll('[role="group"], .choice, fieldset, .samples, .chips')) {
          const [on, off] = [group.querySelector('button[aria-pressed="true"]'), group.querySelector('button[aria-pressed="false"]')];
          if (on && off && look(on) === look(off)) faults.push(`“${on.textContent}” looks as “${off.textContent}” does`);
        }
        const [here, other] = [document.querySelector('.rail a[aria-current]'), document.querySelector('.rail a:not([aria-current])')];
        if (look(here) === look(other)) faults.push('the screen that is shown looks as the others do on the rail');
        for (const primary of document.querySelectorAll('button.primary:not(:disabled)')) if (contrast(getComputedStyle(primary).color, getComputedStyle(primary).backgroundColor) < 4.5) faults.push('the main button cannot be read');
        const mark = document.querySelector('.mark.done');
        if (mark && contrast(getComputedStyle(mark).backgroundColor, canvas) < 3) faults.push('what is done has an empty mark');
        probe.remove();
        return { faults: [...new Set(faults)] };
      });
      assert.deepEqual(found.faults, [], screen);
    }
  }));
}

/** What the screen says: its words (of headings, sentences, tables and pictures), its pictures, and the values in its fields. */
function content(page) {
  return page.evaluate(() => {
    const main = document.querySelector('main');
    const isSeen = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !e.closest('.visually-hidden, [hidden]');
    const words = [];
    for (const e of main.querySelectorAll('h1, h2, h3, p, th, td, dt, dd, li, figcaption, legend, .large')) {
      // Columns of the list that a row opens to where there is no room beside it.
      if (e.closest('.columns-table .wide-only, .intake, .sources, .row-answer, .row-picker, .renewal, .meaning, .row-head, .settings, .field') || !isSeen(e)) continue;
      // Own words: those of what is pressed stand apart.
      const own = e.cloneNode(true);
      own.querySelectorAll('button:not(.term > button), select, input, svg, .meaning, .visually-hidden, .fault').forEach((b) => b.remove());
      const text = own.textContent.replace(/\s+/g, ' ').trim();
      if (text) words.push(text);
    }
    const pictures = [...main.querySelectorAll('svg.picture, canvas.picture')].filter(isSeen).length;
    const values = [...main.querySelectorAll('.row select, .row input[type="text"]')].filter(isSeen).map((f) => f.value);
    return { words: [...new Set(words)], pictures, values };
  });
}

/** What is on the paper: controls, what is cut off, the colour of the paper, and how light the words are. */
function onPaper(page) {
  return page.evaluate(() => {
    const isSeen = (e) => e.checkVisibility() && !e.closest('.visually-hidden') && e.getBoundingClientRect().width > 0;
    const pressed = (e) => [...document.querySelectorAll(e)].filter(isSeen).filter((b) => {
      const style = getComputedStyle(b);
      return style.borderTopWidth !== '0px' || b.matches('.rail *, input[type="range"], input[type="checkbox"], input[type="file"]');
    }).map((b) => b.outerHTML.slice(0, 80));
    const cut = [...document.querySelectorAll('main .picture, main table, main p')].filter(isSeen).filter((p) => {
      const box = p.getBoundingClientRect();
      return box.right > document.documentElement.clientWidth + 1;
    }).map((p) => `${p.outerHTML.slice(0, 60)} ${Math.round(p.getBoundingClientRect().right)}`);
    const ink = [...document.querySelectorAll('main h1, main p, main td, main .picture text')].filter(isSeen).slice(0, 80).map((e) => {
      const style = getComputedStyle(e);
      const colour = e.localName === 'text' ? style.fill : style.color;
      return Math.round(colour.match(/[\d.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3);
    });
    const controls = pressed('button, select, input, .rail, .rail a, .skip');
    return { controls, cut, ink, paper: getComputedStyle(document.body).backgroundColor };
  });
}
