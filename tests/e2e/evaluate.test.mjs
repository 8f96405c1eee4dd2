// The evaluation: what a threshold does follows the hand and is true to the counts, costs find the cheapest one, figures stand
// below every picture, and scores say how sure they are.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { go, known, openReady, openSample, plain, type, untilStep, visit, withBrowser } from './harness.mjs';

withBrowser();

test('N20: scores have intervals, and say how they were made', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'evaluate');
  await untilSure(page);
  assert.match(plain(await known(page, 'intervals').innerText()), /^Intervals: of rates \(accuracy, .*\) by Wilson’s method; of all others from 1000 draws of the same rows with replacement \(bootstrap\), the middle 95 % of what they give; seed \d+\./);
  const ranges = await known(page, 'scores').locator('.sure').allInnerTexts();
  const scores = await known(page, 'scores').locator('td[data-part="test"][title]').evaluateAll((all) => all.map((td) => Number(td.title)));
  assert.equal(ranges.length, 10);
  ranges.forEach((text, i) => {
    const [low, high] = plain(text).replaceAll('−', '-').split(' to ').map(Number);
    assert.ok(low < high && low <= scores[i] + 5e-4 && scores[i] - 5e-4 <= high, `${text} around ${scores[i]}`);
  });
  // The finding says what the table says.
  const accuracy = Math.round(100 * scores[0]);
  assert.match(plain(await known(page, 'evaluation-finding').innerText()), new RegExp(`^The model gets ${accuracy} % \\(\\d+ % to \\d+ %\\) of 200 test rows right; .*(may be chance|more than chance)`));
}));

test('N19: what a threshold does follows the hand and adds up', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'evaluate');
  const before = await counts(page);
  assert.equal(before.flat().reduce((a, b) => a + b), 200);
  const slider = page.getByRole('slider', { name: 'Decision threshold in percent' });
  // While the hand moves, nothing but the page is asked.
  await slider.evaluate((input) => { input.value = '20'; input.dispatchEvent(new Event('input', { bubbles: true })); });
  const [[found, missed], [wrong, left]] = await counts(page);
  assert.ok(found > before[0][0] && missed < before[0][1], 'a lower threshold finds more');
  assert.equal(found + missed + wrong + left, 200);
  const shown = await known(page, 'threshold').locator('.measures dd').evaluateAll((all) => all.map((dd) => Number(dd.title)));
  const precision = found / (found + wrong);
  const recall = found / (found + missed);
  const expected = [precision, recall, 2 * found / (2 * found + wrong + missed), (recall + left / (left + wrong)) / 2];
  shown.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-12, `${value} and ${expected[i]}`));
  assert.match(plain(await known(page, 'threshold').locator('p').first().innerText()), new RegExp(`^At a threshold of 20 %, ${found + wrong} of 200 rows are classified`));

  // Missing a bad loan is dear: the cheapest threshold is low, and one click away.
  const costs = known(page, 'threshold').locator('.costs').getByRole('textbox');
  await type(costs.nth(1), '5');
  const cheapest = known(page, 'cheapest');
  const at = Number(plain(await cheapest.innerText()).match(/cheapest, ([\d.]+) %/)[1]);
  assert.ok(at < 50, `${at}`);
  await cheapest.click();
  assert.match(plain(await known(page, 'costs').locator('figcaption').innerText()), /no other threshold is cheaper\.$/);
  assert.ok(await cheapest.isDisabled());
  // Nothing was made anew for it, and it is a choice that can be taken back.
  await untilStep(page, 'explain');
  await page.keyboard.press('Control+z');
  assert.notEqual(await slider.inputValue(), String(at));
}));

test('evaluation: every picture has its figures, and another class and part can be looked at', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'wine');
  await go(page, 'evaluate');
  for (const name of ['roc', 'precision-recall', 'costs', 'calibration', 'by-feature']) {
    const figure = known(page, name);
    assert.ok((await figure.locator('figcaption').innerText()).length > 20, name);
    assert.equal(await figure.locator('svg').getAttribute('aria-label'), await figure.locator('figcaption').innerText());
    await figure.locator('summary').click();
    await figure.locator('tbody tr').nth(1).waitFor();
  }
  const select = known(page, 'evaluated-class').getByRole('combobox');
  const names = await select.locator('option').allInnerTexts();
  assert.equal(names.length, 3);
  const first = await known(page, 'roc').locator('figcaption').innerText();
  await select.selectOption(names.find((name) => !first.includes(`“${name}”`)));
  assert.notEqual(await known(page, 'roc').locator('figcaption').innerText(), first);
  await known(page, 'evaluated-part').getByRole('button', { name: 'validation' }).click();
  assert.match(await known(page, 'evaluation-finding').innerText(), /validation rows/);
}));

test('evaluation: a cell of the confusion matrix lists its rows', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const cells = known(page, 'confusion').getByRole('button');
  await go(page, 'evaluate');
  const all = await cells.evaluateAll((buttons) => buttons.map((button) => button.title));
  assert.equal(all.length, 4);
  for (const [i, title] of all.entries()) {
    await go(page, 'evaluate');
    await cells.nth(i).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.rail a[href="#explain"][aria-current="page"]');
    const [, n, truth, predicted] = title.match(/^(\d+) rows? (?:is|are) “(.*)” and classified as “(.*)”: list them$/);
    await page.waitForFunction((wanted) => document.querySelector('[data-test="rows-count"]')?.textContent.startsWith(`${wanted} of `), n);
    await page.waitForSelector('[data-test="rows"] .staged:not(.dim) #line-0');
    const { heads, lines, total } = await listed(page);
    assert.equal(total, Number(n) + 1, 'the head and the rows of the cell');
    assert.ok(lines.length > 0 && lines.length <= Number(n));
    const [part, truths, predictions] = ['Part', 'credit', 'Predicted'].map((name) => lines.map((line) => line[heads.indexOf(name)]));
    const wrong = truth === predicted ? '' : '✗ ';
    assert.deepEqual([...new Set(part)], ['test'], title);
    assert.deepEqual([...new Set(truths)], [truth], title);
    assert.deepEqual([...new Set(predictions)], [`${wrong}${predicted}`], title);
  }
}));

test('evaluation: a number has its errors in pictures', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'diabetes');
  await go(page, 'evaluate');
  await untilSure(page);
  assert.match(plain(await known(page, 'evaluation-finding').innerText()), /^On 88 test rows the model has an RMSE of [\d.]+ \([\d.]+ to [\d.]+\); always predicting the mean would have [\d.]+\. Its RMSE is [\d.]+ lower/);
  assert.equal(await known(page, 'against-truth').locator('circle').count(), 88);
  assert.equal(await known(page, 'against-prediction').locator('circle').count(), 88);
  await known(page, 'error-spread').locator('summary').click();
  await known(page, 'error-spread').locator('tbody tr').nth(23).waitFor();
  const counted = await known(page, 'error-spread').locator('tbody tr td:last-child').allInnerTexts();
  assert.equal(counted.map(Number).reduce((a, b) => a + b), 88);
  await known(page, 'by-feature').locator('xpath=..').getByRole('combobox').selectOption('age');
  assert.match(await known(page, 'by-feature').locator('figcaption').innerText(), /^By age /);
}));

/** Waits until the intervals are there. */
function untilSure(page) {
  return page.waitForFunction(() => /draws/.test(document.querySelector('[data-test="intervals"]')?.textContent));
}

/** Rows of the rarest class and of the other, decided for it or not: the confusion matrix, whose first class it is. */
async function counts(page) {
  const cells = await known(page, 'confusion').locator('tbody td').evaluateAll((all) => all.map((td) => {
    const words = (td.querySelector('button') ?? td).firstChild.textContent;
    return Number(words.replaceAll(/\D/g, ''));
  }));
  return [cells.slice(0, 2), cells.slice(2)];
}

/** The list of rows: the names of its columns, the cells of the lines that are drawn, and how many lines it says it has. */
function listed(page) {
  return page.getByRole('grid', { name: 'All rows' }).evaluate((grid) => {
    const cells = (line) => [...line.children].map((cell) => cell.querySelector('bdi').textContent);
    const [head, ...lines] = [...grid.querySelectorAll('.grid-line')].map(cells);
    return { heads: head, lines, total: Number(grid.ariaRowCount) };
  });
}
