// What if it were different? Another value, another class or scale, other parameters: prediction and reasons follow.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  field, fingerprints, go, known, limitBackground, openReady, openSample, plain, quality, refusal, TIMED, type, untilExplained, visit, withBrowser,
} from './harness.mjs';
import { exact, expectBefore, expectNothingChanged, seen } from './row.mjs';

withBrowser();

/** Milliseconds within which the picture follows the hand, in the middle of many moves. */
const FOLLOWS = TIMED ? 50 : 500;

/** Each way to change a feature: which one, and how a person does it. */
const CHANGES = [
  ['by its slider', 'duration', async (page) => {
    await page.getByRole('slider', { name: 'duration' }).focus();
    await page.keyboard.press('Home');
  }],
  ['by typing', 'credit amount', (page) => type(exact(page, 'credit amount'), '900')],
  ['by typing a value beyond what was seen', 'age', (page) => type(exact(page, 'age'), '120')],
  ['by its list', 'savings', (page) => page.getByRole('combobox', { name: 'savings', exact: true }).selectOption('.. >= 1000 DM')],
];

test('what if: a feature is changed, and everything follows', async (t) => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const original = await seen(page);
  for (const [how, feature, change] of CHANGES) {
    await t.test(`what if: ${how}`, async () => {
      await change(page);
      await untilExplained(page);
      const now = await seen(page);
      assert.notEqual(now.shap, original.shap);
      assert.notEqual(now.lime, original.lime);
      assert.notEqual(now.shares.get(feature).share, original.shares.get(feature).share);
      await expectBefore(page, original);

      await page.getByRole('button', { name: `Undo the change of ${feature}` }).click();
      await untilExplained(page);
      assert.deepEqual(await seen(page), original);
      await expectNothingChanged(page);
    });
  }
}));

test('what if: several changes are undone one by one or together', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const original = await seen(page);
  const [[, , shorten], [, , cheapen]] = CHANGES;
  await shorten(page);
  await untilExplained(page);
  const shorter = await seen(page);
  await cheapen(page);
  await untilExplained(page);
  const both = await seen(page);
  assert.notEqual(both.prediction, original.prediction);
  assert.notEqual(both.shap, shorter.shap);
  await expectBefore(page, original);
  await page.getByRole('button', { name: 'Undo the change of credit amount' }).click();
  await untilExplained(page);
  assert.equal((await seen(page)).shap, shorter.shap);
  await cheapen(page);
  await known(page, 'reset').click();
  await untilExplained(page);
  assert.deepEqual(await seen(page), original);
  await expectNothingChanged(page);
}));

test('what if: the last of many quick changes is the one that counts', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const slider = page.getByRole('slider', { name: 'duration' });
  await slider.focus();
  for (let i = 0; i < 30; i += 1) await page.keyboard.press('ArrowLeft');
  await untilExplained(page);
  const swept = await seen(page);
  const value = await slider.inputValue();
  await known(page, 'reset').click();
  await untilExplained(page);
  assert.equal(Number(await slider.inputValue()) - Number(value), 30);
  await type(exact(page, 'duration'), value);
  await untilExplained(page);
  assert.deepEqual(await seen(page), swept);
}));

test('what if: what is no value is refused or not offered', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const original = await seen(page);
  const missing = await page.locator('[data-test^="feature-"] select').evaluateAll((all) => (
    all.filter((select) => [...select.options].some((o) => o.text === 'missing')).map((select) => select.ariaLabel)
  ));
  assert.deepEqual(missing, [], 'no cell of German credit is missing');
  const control = exact(page, 'age');
  for (const text of ['old', '1e999', '5 0', '١٢']) {
    await type(control, text);
    assert.equal(await control.getAttribute('aria-invalid'), 'true', `“${text}” is left standing as if it were taken`);
    assert.match(await page.locator('[data-test^="feature-"]', { has: control }).innerText(), /number/);
  }
  assert.deepEqual(await seen(page), original);
  await type(control, '54');
  assert.notEqual(await control.getAttribute('aria-invalid'), 'true');
  await expectNothingChanged(page);
}));

test('what if: another class and another scale, for the same row', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const number = known(page, 'row-number').getByRole('textbox');
  // Also where nobody has chosen the row.
  const row = await number.inputValue();
  const bad = await seen(page);
  await known(page, 'class').getByRole('combobox').selectOption('good');
  await untilExplained(page);
  assert.equal(await number.inputValue(), row);
  const good = await seen(page);
  assert.match(await known(page, 'prediction').locator('.large').innerText(), /good \d/);
  assert.equal(parseFloat(good.prediction) + parseFloat(bad.prediction), 100);
  // What speaks for one of two classes speaks as much against the other.
  for (const [feature, { share }] of bad.shares) assert.ok(Math.abs(share + good.shares.get(feature).share) < 1e-9, feature);

  const scale = known(page, 'space');
  for (const [name, title] of [['log-odds', /^log-odds of good$/], ['raw margin', /^raw output for good$/]]) {
    await scale.getByRole('button', { name }).click();
    await untilExplained(page);
    const now = await seen(page);
    assert.notEqual(now.shap, good.shap);
    assert.equal(now.prediction, good.prediction, 'the prediction is a probability whatever is explained');
    for (const method of ['shap', 'lime']) assert.ok((await texts(page, method)).some((text) => title.test(text)), `${method} does not say its scale`);
  }
  await scale.getByRole('button', { name: 'probability' }).click();
  await untilExplained(page);
  assert.deepEqual(await seen(page), good);
}));

test('what if: for three classes the raw margin is not called log-odds', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await go(page, 'explain');
  await known(page, 'space').getByRole('button', { name: 'raw margin' }).click();
  await untilExplained(page);
  const wrong = (await texts(page, 'shap')).filter((text) => /log-odds/.test(text));
  assert.deepEqual(wrong, []);
}));

test('what if: the same shares as a way or as bars', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const before = await seen(page);
  const says = async (method, text) => (await texts(page, method)).some((t) => t.startsWith(text));
  assert.ok(await says('shap', 'average prediction'));
  await known(page, 'picture').getByRole('button', { name: 'bars' }).click();
  await page.waitForFunction(() => !document.querySelector('[data-test="shap"] svg').textContent.includes('average prediction'));
  for (const method of ['shap', 'lime']) {
    assert.ok(await says(method, 'points of the probability of bad'));
    assert.equal(await known(page, method).locator('svg polygon').count(), 20, 'all features, since the others of twelve would be larger than the least of them');
  }
  assert.deepEqual(await seen(page), before, 'nothing was computed anew');
  await known(page, 'picture').getByRole('button', { name: 'waterfall' }).click();
  await page.waitForFunction(() => document.querySelector('[data-test="shap"] svg').textContent.includes('average prediction'));
}));

test('what if: with few features SHAP is exact', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await go(page, 'explain');
  const shap = await parameters(page, 'SHAP');
  await shap.getByRole('group', { name: 'coalitions' }).getByRole('button', { name: 'at most' }).click();
  await type(field(shap, 'coalitions, at most'), '10');
  await untilExplained(page);
  assert.match((await quality(page, 'shap')).line, /^Estimated from 10 coalitions/);
  const estimated = await fingerprints(page);
  await shap.getByRole('button', { name: /^all, to/ }).click();
  await untilExplained(page);
  assert.match((await quality(page, 'shap')).line, /^Exact: all 16 coalitions,/);
  const all = await fingerprints(page);
  assert.notEqual(all.shap, estimated.shap);
  assert.equal(all.lime, estimated.lime);
}));

test('N20: only all coalitions against all training rows are called exact, and errors say what they cover', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await go(page, 'explain');
  assert.match((await quality(page, 'shap')).line, /^Exact: all 16 coalitions, all 90 training rows, on the CPU\.$/);
  assert.equal((await quality(page, 'lime'))['standard error'], 'over the draw of the perturbed rows, by the sandwich estimate of the weighted fit');
  const shap = await parameters(page, 'SHAP');
  await limitBackground(shap, '30');
  await untilExplained(page);
  const drawn = await quality(page, 'shap');
  assert.match(drawn.line, /^Of all 16 coalitions, 30 of 90 training rows, standard errors (up to|under) [\d.]+ points/);
  assert.equal(drawn['standard error'], 'over the draw of the background rows, by comparing groups of background rows');
  assert.match(drawn['standard error of the average'], /^[\d.]+ points?$/);
  await shap.getByRole('group', { name: 'coalitions' }).getByRole('button', { name: 'at most' }).click();
  await type(field(shap, 'coalitions, at most'), '10');
  await untilExplained(page);
  assert.match((await quality(page, 'shap')).line, /^Estimated from 10 coalitions, 30 of 90 training rows, standard errors/);
}));

test('what if: each method has its own seed', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const first = await fingerprints(page);
  for (const [name, own, other] of [['LIME', 'lime', 'shap'], ['SHAP', 'shap', 'lime']]) {
    const seed = field(await parameters(page, name), 'seed');
    await type(seed, '2');
    await untilExplained(page);
    const second = await fingerprints(page);
    assert.notEqual(second[own], first[own], `another seed draws the same for ${name}`);
    assert.equal(second[other], first[other], `the seed of ${name} is not only its own`);
    assert.equal((await quality(page, own)).seed, '2');
    await type(seed, '1');
    await untilExplained(page);
    assert.deepEqual(await fingerprints(page), first, 'the same seed draws the same');
  }
}));

test('what if: parameters out of their range are refused beside the field', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const [shap, lime] = [await parameters(page, 'SHAP'), await parameters(page, 'LIME')];
  await lime.getByRole('button', { name: 'own', exact: true }).click();
  const background = await limitBackground(shap, '90');
  await untilExplained(page);
  const before = await fingerprints(page);
  const cases = [
    [background, '0', 'A whole number from 1 to 10000'],
    [field(lime, 'perturbed rows'), '49', 'A whole number from 50 to 100000'],
    [field(lime, 'own width'), '0', 'A number from 0.01 to 1000'],
    [field(lime, 'seed'), '4294967296', 'A whole number from 0 to 4294967295'],
  ];
  for (const [control, text, says] of cases) {
    await type(control, text);
    assert.equal(await refusal(control), says, text);
  }
  assert.deepEqual(await fingerprints(page), before);
}));

test('what if: while the hand moves, a rough picture follows', async (t) => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await page.getByRole('slider', { name: 'duration' }).focus();
  const { times, rough } = await page.evaluate(async () => {
    const slider = document.querySelector('input[type="range"][aria-label="duration"]');
    const shown = () => document.querySelector('[data-test="quality-shap"] dl > div:last-child dd').textContent;
    const took = [];
    let nRough = 0;
    for (let i = 0; i < 25; i += 1) {
      const [before, began] = [shown(), performance.now()];
      slider.value = String(Number(slider.value) > 30 ? 12 + i : 40 + i);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      while (shown() === before) await new Promise((done) => { requestAnimationFrame(done); });
      took.push(performance.now() - began);
      if (document.querySelector('[data-test="rough"]').textContent.startsWith('Rough')) nRough += 1;
    }
    return { times: took.sort((a, b) => a - b), rough: nRough };
  });
  const median = times[12];
  t.diagnostic(`prediction, SHAP and LIME follow the hand in ${median.toFixed(0)} ms (median of 25; slowest ${times[24].toFixed(0)} ms); ${rough} of them rough`);
  assert.ok(rough > 0, 'no picture was said to be rough');
  assert.ok(median < FOLLOWS, `${median} ms`);
  await untilExplained(page);
  assert.equal(await known(page, 'rough').innerText(), '');
}));

test('B12: what is typed into a number is taken whole or refused beside the field', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  const before = await seen(page);
  const control = exact(page, 'age');
  const digits = '9'.repeat(1_000_000);
  for (const text of ['e', '1e999', '\u0661\u0662', digits]) {
    await control.evaluate((field, value) => {
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }, text);
    assert.equal(await control.getAttribute('aria-invalid'), 'true', text.slice(0, 10));
    assert.match(await page.locator('[data-test^="feature-"]', { has: control }).innerText(), /number/);
  }
  assert.deepEqual(await seen(page), before, 'nothing was applied');
  await type(control, '1,5');
  await untilExplained(page);
  assert.equal(await control.inputValue(), '1.5');
  await type(control, '-0');
  await untilExplained(page);
  assert.equal(await control.inputValue(), '0');
  await type(control, '');
  await untilExplained(page);
  assert.match(await page.locator('[data-test^="feature-"]', { has: control }).innerText(), /Missing: the model takes the training median, \d+/);
}));

/** The parameters of a method, unfolded. */
async function parameters(page, method) {
  const all = known(page, 'parameters');
  if (await all.getAttribute('open') === null) await all.locator('> summary').click();
  return all.locator('fieldset').filter({ has: page.locator('legend', { hasText: method }) });
}

function texts(page, method) {
  return known(page, method).locator('svg text').allTextContents().then((all) => all.map(plain));
}
