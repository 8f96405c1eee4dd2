// Which row? Another one, one worth a look, one of the list of all rows, one of one's own; and what would flip its decision.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { go, known, openReady, openSample, plain, prediction, refusal, type, untilExplained, visit, withBrowser } from './harness.mjs';
import { exact, expectBefore, expectNothingChanged, seen } from './row.mjs';

withBrowser();

test('rows: another row, by number, one by one, or one worth a look', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const number = known(page, 'row-number').getByRole('textbox');
  const first = await seen(page);
  const row = Number(await number.inputValue());
  const step = async (name, expected) => {
    await page.getByRole('button', { name }).click();
    await untilExplained(page);
    assert.equal(Number(await number.inputValue()), expected);
  };
  await step('The row after', row + 1);
  assert.notEqual((await seen(page)).shap, first.shap);
  await step('The row before', row);
  assert.deepEqual(await seen(page), first);

  await type(number, '1000');
  await untilExplained(page);
  await page.getByRole('button', { name: 'The row after' }).click();
  assert.equal(await number.inputValue(), '1000', 'there is no row after the last');
  await type(number, '1');
  await untilExplained(page);
  assert.match(await known(page, 'prediction').innerText(), /The table says credit = good; this row was .*train/);
  // Row 1 of the file, read by eye.
  assert.equal(await exact(page, 'duration').inputValue(), '6');
  assert.equal(await page.getByRole('combobox', { name: 'checking account', exact: true }).inputValue(), '... < 0 DM');

  // A change belongs to its row.
  await type(exact(page, 'age'), '20');
  await untilExplained(page);
  const chips = page.getByRole('group', { name: 'Rows worth a look' }).getByRole('button');
  const names = await chips.allInnerTexts();
  assert.deepEqual(names, ['confidently wrong', 'confidently right', 'borderline']);
  const chosen = new Set();
  for (const name of names) {
    const chip = chips.filter({ hasText: name });
    await chip.click();
    await untilExplained(page);
    assert.equal(await chip.getAttribute('aria-pressed'), 'true');
    chosen.add(await number.inputValue());
  }
  assert.equal(chosen.size, 3);
  assert.match(await prediction(page), /^(49|50|51)(\.\d)? %$/, 'the borderline row is one that the model finds hard');
  await expectNothingChanged(page);
}));

test('rows: a row that is not there', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const number = known(page, 'row-number').getByRole('textbox');
  const before = await seen(page);
  for (const text of ['0', '-1', '2.5', 'first', '']) {
    await type(number, text);
    assert.match(await refusal(number), /^A whole number from 1/);
    assert.deepEqual(await seen(page), before);
  }
  // Another way to a row takes the words away with the number that they were about.
  await page.getByRole('button', { name: 'The row after' }).click();
  await untilExplained(page);
  assert.equal(await refusal(number), '');

  await type(number, '1001');
  await page.getByText(/Row 1001 .*Choose another row|A whole number from 1 to 1000/).waitFor();
  await type(number, '1000');
  await untilExplained(page);
  assert.equal(await refusal(number), '');
}));

test('rows: all rows are listed, sorted and filtered, and few of them drawn', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'adult');
  await go(page, 'explain');
  await known(page, 'all-rows').click();
  const grid = page.getByRole('grid', { name: 'All rows' });
  await page.waitForSelector('.grid-body .grid-line');
  assert.equal(await grid.getAttribute('aria-rowcount'), '48843');
  assert.match(plain(await known(page, 'rows-count').innerText()), /^48 842 rows$/);
  const drawn = () => page.locator('.grid-body .grid-line').count();
  // To the end and back by the keys; what is chosen is explained.
  await grid.focus();
  await page.keyboard.press('End');
  await page.waitForSelector('#line-48841');
  assert.ok(await drawn() <= 60, `${await drawn()} rows are drawn`);
  await page.keyboard.press('Enter');
  await untilExplained(page);
  assert.equal(await known(page, 'row-number').getByRole('textbox').inputValue(), '48842');
  await page.keyboard.press('Home');
  await page.waitForSelector('#line-0');
  await page.keyboard.press('PageDown');
  await page.waitForSelector('#line-10.active');
  // Sorted by error, largest first, and only the wrong ones of the test.
  const head = page.getByRole('columnheader', { name: /^Off by/ });
  await head.getByRole('button').click();
  await head.getByRole('button').click();
  await page.waitForFunction(() => document.querySelector('[aria-sort="descending"]'));
  await page.getByRole('combobox', { name: 'Rows by part' }).selectOption('test');
  await page.getByRole('combobox', { name: 'Rows by right or wrong' }).selectOption('wrong');
  await page.waitForFunction(() => /of/.test(document.querySelector('[data-test="rows-count"]').textContent));
  await page.waitForFunction(() => [...document.querySelectorAll('.grid-body .grid-line')].every((l) => l.children[1].textContent === 'test'));
  const missed = await page.locator('.grid-body .grid-line').evaluateAll((all) => all.map((l) => [parseFloat(l.style.top), parseFloat(l.children[5].textContent.replace('>', ''))]));
  const sorted = missed.sort((a, b) => a[0] - b[0]).map((m) => m[1]);
  assert.deepEqual(sorted, [...sorted].sort((a, b) => b - a));
  // The next row is the next of the list.
  await page.locator('#line-0').click();
  await untilExplained(page);
  const second = await page.locator('#line-1').evaluate((l) => l.children[0].textContent);
  await page.getByRole('button', { name: 'The row after' }).click();
  await untilExplained(page);
  assert.equal(await known(page, 'row-number').getByRole('textbox').inputValue(), second.replaceAll('\u202f', ''));
  for (const chip of ['predicted wrongly', 'part: test', 'sorted by the error']) {
    await page.getByRole('button', { name: `Drop the condition ${chip}` }).click();
  }
  await page.waitForFunction(() => !/of/.test(document.querySelector('[data-test="rows-count"]').textContent));
}));

test('rows: the list opens at its first columns, on a phone and on a desk', async () => {
  for (const width of [360, 1280]) {
    await visit({ context: { viewport: { width, height: 800 } } }, async ({ page, server }) => {
      await openReady(page, server.url);
      await known(page, 'all-rows').click();
      await page.waitForSelector('.grid-body .grid-line');
      // The chosen row is brought into view, and by nothing but a scroll up or down.
      await page.waitForSelector('.grid-body .grid-line[aria-selected="true"]');
      const grid = page.getByRole('grid', { name: 'All rows' });
      assert.equal(await grid.evaluate((element) => element.scrollLeft), 0);
      const room = await grid.boundingBox();
      for (const name of ['Row', 'Part']) {
        const head = await page.getByRole('columnheader', { name: new RegExp(`^${name}\\b`) }).boundingBox();
        const inside = head.x >= room.x && head.x + head.width <= room.x + room.width && head.y >= room.y && head.y + head.height <= room.y + room.height;
        assert.ok(inside, `${width} px: the head ${name} is out of sight: ${JSON.stringify([head, room])}`);
      }
    });
  }
});

test('rows: what was filtered and sorted by goes with its table', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await known(page, 'all-rows').click();
  await page.waitForSelector('.grid-body .grid-line');
  await page.getByRole('combobox', { name: 'Rows by true class' }).selectOption('bad');
  await page.getByRole('columnheader', { name: /^Off by/ }).getByRole('button').click();
  await page.waitForFunction(() => /^300 of/.test(document.querySelector('[data-test="rows-count"]').textContent));
  await openSample(page, 'iris');
  await go(page, 'explain');
  // The list was of the table before: the answer comes first.
  assert.equal(await known(page, 'rows').count(), 0);
  await known(page, 'all-rows').click();
  await page.waitForFunction(() => document.querySelector('[data-test="rows-count"]')?.textContent === '150 rows');
  assert.equal(await page.getByRole('button', { name: /^Drop the condition/ }).count(), 0);
}));

test('rows: a row of one\'s own', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const before = await seen(page);
  await known(page, 'own-row').click();
  await untilExplained(page);
  assert.match(await known(page, 'prediction').innerText(), /A row of your own/);
  const typical = await seen(page);
  assert.notEqual(typical.shap, before.shap);
  await type(exact(page, 'age'), '22');
  await untilExplained(page);
  await expectBefore(page, typical);
  await known(page, 'reset').click();
  await untilExplained(page);
  assert.deepEqual(await seen(page), typical);
}));

test('rows: what would flip the decision is tried by a click', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  assert.equal(await prediction(page), '74 %');
  await known(page, 'flips').locator('summary').click();
  await known(page, 'flips-summary').waitFor();
  assert.match(await known(page, 'flips-summary').innerText(), /^The model decides for “bad”\. \d+ changes of a single feature each lead to another decision\./);
  const first = known(page, 'flips').locator('.flip').first();
  const then = plain(await first.locator('.number').innerText());
  await first.click();
  await untilExplained(page);
  const now = await prediction(page);
  // What is decided then is named with its own probability; the prediction goes on being that of the explained class.
  assert.match(then, /^→ good \d+ %$/);
  assert.ok(Math.abs(100 - parseFloat(now) - parseFloat(then.split(' ')[2])) <= 1, `${then}, ${now}`);
  assert.ok(parseFloat(now) <= 50, now);
}));

test('rows: what would flip the decision is looked for in the next table too', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const flips = known(page, 'flips');
  await flips.locator('summary').click();
  await flips.locator('.flip').first().waitFor();
  for (const name of ['breast_cancer', 'german_credit']) {
    await openSample(page, name);
    await go(page, 'explain');
    await flips.locator('.found[aria-busy="false"] .flip').first().waitFor();
    assert.equal(await flips.locator('.flip[aria-disabled="true"]').count(), 0, name);
  }
}));
