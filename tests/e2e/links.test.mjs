// Links: the view travels, is computed anew and proves itself; it asks before it takes the place of work, and holds no cell
// of a table of one's own (S4, S6, S10).

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  chooseSample, field, fingerprints, go, known, newContext, openReady, openSample, pickFile, prediction, sealed, seed, trainLine,
  type, unfold, untilExplained, untilReady, untilSource, visit, withBrowser,
} from './harness.mjs';
import { addressed, LINK } from './address.mjs';
import { turn } from './repeats.mjs';

withBrowser();

const SAME = /same to the last bit/;
const OWN = readFile(new URL('../fixtures/gaps.csv', import.meta.url), 'utf8');

/** The link to the view, as the Share dialog gives it. */
async function link(page) {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const text = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  return text;
}

/** Waits until the notice about the link says `wanted`. */
async function said(page, wanted) {
  await page.waitForFunction(
    ([source]) => new RegExp(source).test(document.querySelector('[data-test="linked"]')?.textContent), [wanted.source],
  ).catch(async () => assert.fail(`the notice says: ${await page.locator('[data-test="linked"]').allInnerTexts()}`));
}

/** Runs `body` with a page in a profile that has seen nothing. */
async function elsewhere(browser, body) {
  const context = await newContext(browser, { reducedMotion: 'reduce' });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  try {
    await body(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

test('a view travels: trained, explained, linked, opened in a second profile, the same to the last bit', async () => {
  await visit({}, async ({ page, server, browser }) => {
    await openReady(page, server.url);
    await trainLine(page);
    await go(page, 'explain');
    await unfold(page);
    await type(seed(page), '5');
    await untilExplained(page);
    await page.getByRole('button', { name: 'force', exact: true }).click();
    const [prints, shown, address] = [await fingerprints(page), await prediction(page), await link(page)];
    assert.ok(address.split('#')[1].length < 400, address);
    await elsewhere(browser, async (other) => {
      await other.goto(address);
      await untilReady(other);
      await said(other, SAME);
      assert.deepEqual(await fingerprints(other), prints);
      assert.equal(await prediction(other), shown);
      assert.equal(await other.getByRole('button', { name: 'force', exact: true }).getAttribute('aria-pressed'), 'true');
      // Its own link is the same one, and a change is one step from it.
      assert.equal(await link(other), address);
      await unfold(other);
      await type(seed(other), '6');
      await said(other, /left the view/);
      await other.getByRole('button', { name: 'Back to the view of the link' }).click();
      await said(other, SAME);
    });
  });
});

test('a claim that is not met here is said, with both values', async () => {
  await visit({}, async ({ page, server }) => {
    const golden = (await readFile(new URL('../fixtures/links-200.txt', import.meta.url), 'utf8')).split('\n')[0];
    // The last eight bytes are the base, as a number; the check in front is made anew.
    const bytes = Buffer.from(golden.slice(3), 'base64url');
    const other = Buffer.from(bytes);
    other.writeDoubleLE(bytes.readDoubleLE(bytes.length - 8) + 0.25, bytes.length - 8);
    // Before both values and the word that they are there stands the last byte of a fingerprint.
    other[bytes.length - 18] ^= 1;
    await page.goto(`${server.url}#${sealed(other.subarray(4))}`);
    await untilReady(page);
    await said(page, /not the same/);
    const words = await known(page, 'linked').innerText();
    assert.match(words, /Prediction: .+ there, .+ here; average: .+ there, .+ here/);
  });
});

test('S10: of a table of one’s own the link asks for the file, and holds none of its cells', async () => {
  const table = await OWN;
  await visit({}, async ({ page, server, browser }) => {
    await openReady(page, server.url);
    await go(page, 'data');
    await pickFile(page, 'gaps canary.csv', table);
    await untilExplained(page);
    await go(page, 'explain');
    const [prints, address] = [await fingerprints(page), await link(page)];
    const text = Buffer.from(address.split(`#${LINK}`)[1], 'base64url').toString('latin1');
    const cells = [...new Set(table.split('\n').slice(1).flatMap((row) => row.split(',')))].filter((cell) => /[a-z]{3}/i.test(cell));
    assert.ok(cells.length > 5);
    for (const cell of [...cells, 'canary']) assert.ok(!text.includes(cell), `${cell} is in the link`);
    await elsewhere(browser, async (other) => {
      await other.goto(address);
      await untilReady(other);
      await said(other, /which it does not carry/);
      const pick = (name, content) => other.setInputFiles('[data-test="linked"] input[type="file"]', { name, mimeType: 'text/csv', buffer: Buffer.from(content) });
      await pick('wrong.csv', `${table}1,2\n`);
      await said(other, /another file/);
      await pick('found again.csv', table);
      await said(other, SAME);
      await untilSource(other, 'found again.csv');
      assert.deepEqual(await fingerprints(other), prints);
    });
    // With another file the choices are followed, and what differs is named.
    await elsewhere(browser, async (other) => {
      await other.goto(address);
      await untilReady(other);
      await other.setInputFiles('[data-test="linked"] input[type="file"]', { name: 'longer.csv', mimeType: 'text/csv', buffer: Buffer.from(table + table.split('\n').slice(1, 40).join('\n')) });
      await said(other, /another file/);
      await other.getByRole('button', { name: 'Use it all the same' }).click();
      await said(other, /not the same.*table is another one/);
    });
  });
});

test('S10: levels and classes of one’s own table travel as places', async () => {
  const rows = Array.from({ length: 80 }, (_, i) => `${['canaryred', 'canaryblue'][i % 2]},${i},${['canaryyes', 'canaryno'][(i >> 2) % 2]}`);
  const table = `colour,size,answer\n${rows.join('\n')}\n`;
  await visit({}, async ({ page, server, browser }) => {
    await openReady(page, server.url);
    await go(page, 'data');
    await pickFile(page, 'canary.csv', table);
    await untilExplained(page);
    await go(page, 'explain');
    const other = async (control) => control.selectOption(await control.evaluate((s) => [...s.options].find((o) => !o.selected && /canary/.test(o.textContent)).index).then((index) => ({ index })));
    await other(known(page, 'class').locator('select'));
    await untilExplained(page);
    await other(page.getByRole('combobox', { name: 'colour' }));
    await untilExplained(page);
    const [prints, address] = [await fingerprints(page), await link(page)];
    assert.ok(!Buffer.from(address.split(`#${LINK}`)[1], 'base64url').toString('latin1').includes('canary'));
    assert.ok(!decodeURIComponent(page.url()).includes('canary'));
    await elsewhere(browser, async (there) => {
      await there.goto(address);
      await untilReady(there);
      await there.setInputFiles('[data-test="linked"] input[type="file"]', { name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
      await said(there, SAME);
      assert.deepEqual(await fingerprints(there), prints);
    });
  });
});

test('S6: a link asks before it takes the place of work, and undo brings the work back', async () => {
  const [first, second] = (await readFile(new URL('../fixtures/links-200.txt', import.meta.url), 'utf8')).split('\n');
  await visit({}, async ({ page, server }) => {
    await openReady(page, server.url);
    await addressed(page);
    // Without any work it is followed at once.
    await page.evaluate((hash) => { location.hash = hash; }, first);
    await said(page, SAME);
    await openSample(page, 'wine');
    await go(page, 'explain');
    const mine = await addressed(page, `#${first}`);
    const prints = await fingerprints(page);
    await page.evaluate((hash) => { location.hash = hash; }, second);
    await said(page, /take the place/);
    assert.deepEqual(await fingerprints(page), prints, 'the work is still there');
    await page.getByRole('button', { name: 'Stay with mine' }).click();
    await page.waitForFunction((hash) => location.hash === hash, mine);
    assert.deepEqual(await fingerprints(page), prints);
    // A page that begins with a link asks too; what is stayed with is in the address then, and a reload asks no more.
    await page.goto('about:blank');
    await page.goto(`${server.url}#${second}`);
    await untilReady(page);
    await said(page, /take the place/);
    await page.getByRole('button', { name: 'Stay with mine' }).click();
    await page.waitForFunction((hash) => location.hash === hash, mine);
    await page.reload();
    await untilReady(page);
    await untilSource(page, 'Wine');
    await untilExplained(page);
    assert.deepEqual(await fingerprints(page), prints);
    assert.equal(await known(page, 'linked').count(), 0);
    await page.evaluate((hash) => { location.hash = hash; }, second);
    await said(page, /take the place/);
    await page.getByRole('button', { name: 'Open the link' }).click();
    await said(page, SAME);
    await known(page, 'undo').click();
    await untilExplained(page);
    assert.deepEqual(await fingerprints(page), prints);
  });
});

test('back and forward move through choices', async () => {
  await visit({}, async ({ page, server }) => {
    await openReady(page, server.url);
    const start = await addressed(page);
    await go(page, 'explain');
    const row = field(page.locator('#screen'), 'Row');
    const before = await row.inputValue();
    await type(row, '7');
    await untilExplained(page);
    const seventh = await addressed(page, start);
    await chooseSample(page, 'iris');
    await untilExplained(page);
    await addressed(page, seventh);
    // The screen of the tables is an entry of its own.
    for (let i = 0; i < 4 && await page.evaluate(() => location.hash) !== seventh; i += 1) await page.goBack();
    await untilSource(page, 'German credit');
    await untilExplained(page);
    assert.equal(await row.inputValue(), '7');
    await page.goBack();
    await untilExplained(page);
    await page.waitForFunction((value) => [...document.querySelectorAll('input')].some((input) => input.value === value), before);
    await page.goForward();
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '7'));
  });
});

test('S4: links that are damaged, hostile or of another version are refused in words, and the page works', async () => {
  const [good] = (await readFile(new URL('../fixtures/links-200.txt', import.meta.url), 'utf8')).split('\n');
  const hostile = [
    [good.slice(0, -2), /damaged/], [`v1.${'A'.repeat(40_000)}`, /characters/], ['v9.AAAA', /version/], ['v1.', /damaged/],
    [`v1.%3Cscript%3Ealert(1)%3C/script%3E`, /damaged/],
  ];
  await visit({}, async ({ page, server }) => {
    page.on('dialog', () => assert.fail('a dialog'));
    for (const [fragment, words] of hostile) {
      await page.goto('about:blank');
      await openReady(page, `${server.url}#${fragment}`);
      await said(page, words);
      await untilExplained(page);
    }
  });
});

test('two hundred recipes at random, each opened in a fresh profile, are the same to the last bit', async (t) => {
  const links = (await readFile(new URL('../fixtures/links-200.txt', import.meta.url), 'utf8')).trim().split('\n');
  assert.equal(links.length, 200);
  await visit({}, async ({ server, browser }) => {
    const waiting = [...turn('links', links, 12)];
    let nSame = 0;
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await elsewhere(browser, async (page) => {
          await page.goto(`${server.url}#${next}`);
          await said(page, SAME);
        });
        nSame += 1;
      }
    };
    await Promise.all([work(), work()]);
    t.diagnostic(`${nSame} links, each the same`);
  });
});
