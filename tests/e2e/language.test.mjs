// Every text of the page comes from src/text: in a language that a machine makes, whose texts stand in brackets and are longer by a third,
// nothing is left outside of the brackets but the table's own words, and nothing reaches out of its place.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectNoSidewaysScroll, expectWithinColumns, faulty, go, known, openReady, pickFile, screens, seeded, unfold, untilStep, withBrowser } from './harness.mjs';

withBrowser();

/** What the language leaves alone: names of formats, functions and people, the words of the table below and the name that a data set gives its missing cells, and words without a letter that the machine changes. */
const OWN = /^(?:Vitrine|CSV|JSON|PNG|SVG|HTML|KB|MB|CPU|GPU|ReLU|tanh|Adam|SGD|by|missing|zz\w*)$/;

/** Names that are more than one word: encodings, fingerprints, the file. */
const NAMES = /UTF-(?:8|16 [LB]E)|Windows-1252|GB18030|Big5|Shift_JIS|EUC-(?:JP|KR)|\b[0-9a-f]{16}\b|zz\.csv/g;

/** A word of the language: the machine changes vowels, c and n. A text that is cut into lines, or has elements in it, has its brackets elsewhere. */
const CHANGED = /[àéîöüçñÀÉÎÖÜÇÑ]/u;

/** A table whose words all begin with zz: a number, a category with a missing cell, a date, a target. */
function table(target) {
  const random = seeded(18);
  const rows = Array.from({ length: 150 }, (_, i) => {
    const [size, level] = [Math.round(100 * random()), ['zza', 'zzb', 'zzc'][Math.floor(3 * random())]];
    const score = size + (level === 'zza' ? 40 : 0) + 20 * random();
    return [size, i % 29 === 0 ? '' : level, `2026-0${1 + i % 9}-1${i % 10}`, target === 'class' ? (score > 70 ? 'zzgood' : 'zzbad') : score.toFixed(1)];
  });
  return ['zzsize,zzlevel,zzday,zztarget', ...rows.map((row) => row.join(','))].join('\n');
}

/** Words that stand outside of all brackets, on the page or as the name of something on it, each with where. */
function outside(page) {
  return page.evaluate((names) => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest('script, style, noscript, #recovery, [hidden]')) texts.push([node.data, node.parentElement]);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) texts.push([element.getAttribute(name), element]);
    }
    return texts.map(([text, element]) => {
      let rest = text.replace(new RegExp(names, 'g'), ' ');
      for (let before = ''; before !== rest;) {
        before = rest;
        rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
      }
      return { words: rest.match(/\p{L}{2,}[\p{L}\p{N}_]*/gu) ?? [], text, place: element.outerHTML.slice(0, 120) };
    });
  }, NAMES.source);
}

async function expectTranslated(page, where) {
  const found = (await outside(page)).map(({ words, text, place }) => ({ words: words.filter((word) => !OWN.test(word) && !CHANGED.test(word)), text, place }));
  const left = found.filter(({ words }) => words.length > 0).map(({ words, text, place }) => `${words.join(' ')} in “${text.slice(0, 90)}”, ${place}`);
  assert.deepEqual([...new Set(left)], [], where);
}

for (const target of ['class', 'number']) {
  test(`language: no text stands outside of src/text, and a longer language has room at 360 px (${target})`, (t) => faulty({
    context: { reducedMotion: 'reduce', viewport: { width: 360, height: 900 } },
    init: () => { globalThis.vitrineLanguage = 'en-XA'; },
  }, async ({ page, server }) => {
    await openReady(page, server.url);
    await go(page, 'data');
    await pickFile(page, 'zz.csv', table(target));
    await untilStep(page, 'explain', /^⟦dööñéé⟧$/u);
    for (const screen of await screens(page)) {
      await t.test(`language: ${screen}, ${target}`, async () => {
        await go(page, screen);
        await unfold(page);
        await expectTranslated(page, screen);
        await expectNoSidewaysScroll(page, screen);
        await expectWithinColumns(page, screen);
      });
    }
    await t.test('language: the language is that of the page', async () => {
      assert.match(await known(page, 'undo').getAttribute('title'), /^⟦/u);
    });
  }));
}
