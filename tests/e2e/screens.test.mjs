// The page looks as it did: pictures of twenty screens, stored small, and compared pixel by pixel.
//
// To store them anew, look at the page first, then from the root of the tree:
//
//   VITRINE_BLESS=1 node --test tests/e2e/screens.test.mjs
//
// and look at tests/fixtures/screens/ before committing. Letters are drawn by the fonts of the machine. With the pictures
// goes a fingerprint of how a text was drawn; on a machine that draws it otherwise the comparison says so and is skipped.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { go, openReady, openSample, painted, screens, visit, withBrowser } from './harness.mjs';

withBrowser();

const FOLDER = fileURLToPath(new URL('../fixtures/screens/', import.meta.url));
const FONTS = join(FOLDER, 'fonts.txt');
const BLESS = process.env.VITRINE_BLESS !== undefined;

/** Share of the pixels that may differ, and by how much of 255 a channel must differ to count. */
const MOST_DIFFERENT = 0.001;
const NOTICEABLE = 24;

const LOOKS = [
  { width: 1280, height: 800, colorScheme: 'light', sample: null },
  { width: 1280, height: 800, colorScheme: 'dark', sample: null },
  { width: 360, height: 740, colorScheme: 'light', sample: null },
  { width: 360, height: 740, colorScheme: 'dark', sample: null },
  { width: 1280, height: 800, colorScheme: 'light', sample: 'diabetes' },
];

for (const { width, height, colorScheme, sample } of LOOKS) {
  const look = `${sample ?? 'german_credit'}-${width}-${colorScheme}`;
  test(`U5: the screens look as stored (${look})`, (t) => visit({ context: { viewport: { width, height }, colorScheme, reducedMotion: 'reduce', deviceScaleFactor: 1 } }, async ({ page, server }) => {
    await openReady(page, server.url);
    const fonts = await fingerprintOfFonts(page);
    if (BLESS) {
      await mkdir(FOLDER, { recursive: true });
      await writeFile(FONTS, `${fonts}\n`);
    } else {
      assert.ok(existsSync(FONTS), 'no pictures are stored; look at the page, then set VITRINE_BLESS=1 to store them');
      if ((await readFile(FONTS, 'utf8')).trim() !== fonts) {
        t.skip('the stored pictures were drawn with other fonts than this machine has');
        return;
      }
    }
    if (sample) await openSample(page, sample);
    for (const screen of await screens(page)) {
      await go(page, screen);
      // Where the choice of the table has left the page depends on how soon the next one stood.
      await page.evaluate(() => scrollTo(0, 0));
      await hideTimes(page);
      await painted(page);
      await painted(page);
      const file = join(FOLDER, `${screen}-${look}.png`);
      const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      if (BLESS) await writeFile(file, now);
      assert.ok(existsSync(file), `${screen}-${look}.png is not stored; look at the screen, then set VITRINE_BLESS=1 to store it`);
      const share = await different(page, await readFile(file), now);
      t.diagnostic(`${screen}-${look}: ${(100 * share).toFixed(3)} % of the pixels differ`);
      assert.ok(share <= MOST_DIFFERENT, `${screen}-${look}.png: ${(100 * share).toFixed(2)} % of the pixels differ; look at it, then set VITRINE_BLESS=1 to store it`);
    }
  }));
}

test('U5: a difference of more than a thousandth of the pixels is noticed', () => visit({ context: { viewport: { width: 400, height: 300 }, reducedMotion: 'reduce' } }, async ({ page, server }) => {
  await openReady(page, server.url);
  const one = await page.screenshot({ caret: 'hide' });
  assert.equal(await different(page, one, one), 0);
  // A square of 12 pixels is 144 of 120,000.
  await page.evaluate(() => {
    const spot = document.createElement('div');
    for (const [name, value] of Object.entries({ position: 'fixed', left: '40px', top: '120px', width: '12px', height: '12px', background: 'red', 'z-index': 9 })) spot.style.setProperty(name, value);
    document.body.append(spot);
  });
  assert.ok(await different(page, one, await page.screenshot({ caret: 'hide' })) > MOST_DIFFERENT);
}));

/** Share of the pixels in which two pictures differ; 1 where their sizes do. Decoded by the page, which can. */
function different(page, one, other) {
  return page.evaluate(async ({ images, noticeable }) => {
    const pixels = async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height);
    };
    const [a, b] = await Promise.all(images.map(pixels));
    if (a.width !== b.width || a.height !== b.height) return 1;
    let n = 0;
    for (let i = 0; i < a.data.length; i += 4) {
      if ([0, 1, 2].some((c) => Math.abs(a.data[i + c] - b.data[i + c]) > noticeable)) n += 1;
    }
    return n / (a.width * a.height);
  }, { images: [one, other].map((image) => image.toString('base64')), noticeable: NOTICEABLE });
}

/** How a text is drawn here: a hash of its pixels, in the sizes and weights of the page. */
async function fingerprintOfFonts(page) {
  const pixels = await page.evaluate(() => {
    const canvas = new OffscreenCanvas(600, 160);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const family = getComputedStyle(document.body).fontFamily;
    ['13px', '15px', '600 20px', '34px'].forEach((size, i) => {
      context.font = `${size} ${family}`;
      context.fillText('Hamburgefonstiv 0123456789 %−+≤', 4, 30 + 36 * i);
    });
    return btoa(String.fromCharCode(...context.getImageData(0, 0, 600, 160).data.filter((_, i) => i % 4 === 3)));
  });
  return createHash('sha256').update(pixels).digest('hex').slice(0, 16);
}

/** What says how long something took is another text every time: it keeps its place and is not seen. */
function hideTimes(page) {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (/\d[\d.,]*\s*(ms|s|seconds|minutes)\b|learnt in/.test(walker.currentNode.textContent)) found.push(walker.currentNode.parentElement);
    for (const element of found) element.style.setProperty('visibility', 'hidden');
  });
}
