// How does it learn? Settings, the run that can be held and dropped, its curves, and what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chooseLine, field, figures, fingerprints, go, known, modelFingerprint, openReady, openSample, plain, prediction, quality, refusal, test as at,
  type, untilExplained, untilStep, visit, withBrowser,
} from './harness.mjs';

withBrowser();

test('training: a long run shows how far it is, and is held, resumed, dropped and started again', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'adult');
  await go(page, 'model');
  // Long enough to be watched.
  await setNetwork(page, { activation: 'tanh', epochs: '5000', stopping: false });
  assert.match(await page.locator('.settings').innerText(), /These settings differ from the trained ones/);
  await known(page, 'train').click();
  await said(page, /^Training: \d+ %/);
  await curveMoves(page);
  await untilStep(page, 'model', /^[1-9]\d* %$/);
  await said(page, /^Training: [1-9]\d* %, about \d+ (s|minutes) left$/);
  const progress = page.getByRole('progressbar', { name: 'Training' });
  assert.ok(Number(await progress.getAttribute('value')) > 0.005);

  await known(page, 'pause').click();
  await untilStep(page, 'model', 'paused');
  await said(page, /^Training: \d+ %, paused$/);
  const held = await known(page, 'training').innerText();
  // Held is held: the worker has answered other things meanwhile.
  await go(page, 'evaluate');
  await go(page, 'model');
  assert.equal(await known(page, 'training').innerText(), held);
  await page.getByRole('button', { name: 'Resume' }).click();
  await curveMoves(page);
  await untilStep(page, 'model', /%$/);

  await known(page, 'cancel').click();
  await untilStep(page, 'model', 'stopped');
  await said(page, /^Training was cancelled\. Train to start it again\.$/);
  assert.ok(await known(page, 'pause').isDisabled());
  await setNetwork(page, { epochs: '1' });
  await known(page, 'train').click();
  await untilExplained(page);
  await said(page, /: [\d\s]+ weights, learnt in (.* and )?1 epochs?\.$/);
}));

test('A9: of a training that may stop earlier the time left is said to be the longest', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'adult');
  await go(page, 'model');
  await setNetwork(page, { epochs: '5000', stopping: true, 'patience, epochs': '1000' });
  await known(page, 'train').click();
  await said(page, /^Training: \d+ %, at most \d+ (s|minutes) left, often less$/);
  await known(page, 'cancel').click();
}));

test('training: line and network, and back to a model that is known', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'model');
  const network = await modelFingerprint(page);
  await chooseLine(page);
  await untilStep(page, 'model', 'changed');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await untilStep(page, 'model');

  await chooseLine(page);
  await type(field(page.locator('.settings'), 'L2'), '0.5');
  await known(page, 'train').click();
  await untilExplained(page);
  await said(page, /^It is a logistic regression: 60 coefficients, learnt in .*\d+ Newton steps\.$/);
  assert.match(await known(page, 'inside').innerText(), /Coefficients of the scaled columns/);
  const line = await modelFingerprint(page);
  assert.notEqual(line, network);

  await page.getByRole('button', { name: 'network', exact: true }).click();
  await known(page, 'train').click();
  await untilExplained(page);
  assert.equal(await modelFingerprint(page), network);
}));

test('training: every setting of a network counts', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'iris');
  await go(page, 'model');
  const seen = new Set([await modelFingerprint(page)]);
  const settings = [
    { activation: 'tanh' }, { activation: 'sigmoid' }, { optimiser: 'SGD' }, { momentum: '0.5' }, { rate: '0.1' }, { epochs: '7' },
    { batch: '16' }, { dropout: '0.2' }, { l2: '0.1' }, { loss: 'squared error' }, { seed: '7' }, { stopping: false }, { units: '5' },
  ];
  for (const setting of settings) {
    await setNetwork(page, setting);
    await known(page, 'train').click();
    await untilExplained(page);
    const found = await modelFingerprint(page);
    // Early stopping alone may change nothing where the last epoch was the best.
    if (!('stopping' in setting)) assert.ok(!seen.has(found), `${JSON.stringify(setting)} changed nothing`);
    seen.add(found);
  }
  await page.getByRole('button', { name: 'Add a layer' }).click();
  await known(page, 'train').click();
  await untilExplained(page);
  await said(page, /^It is a network with hidden layers of 5 and 8 units/);
}));

test('training: a run that diverges says what helps, and the model before stays at hand', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await openSample(page, 'diabetes');
  const before = await fingerprintsOfAll(page);
  await go(page, 'model');
  await setNetwork(page, { optimiser: 'SGD', rate: '10' });
  await known(page, 'train').click();
  await untilStep(page, 'model', 'failed');
  assert.match(await page.getByRole('alert').filter({ hasText: 'loss' }).innerText(), /The loss grew beyond all bounds in epoch \d+\. Lower the learning rate, or raise L2\./);

  // It can still be asked: one key leads back to it, and another row is explained by it.
  await page.getByRole('button', { name: 'Go back to the trained model' }).click();
  await untilExplained(page);
  assert.deepEqual(await fingerprintsOfAll(page), before);
  await page.getByRole('button', { name: 'The row after' }).click();
  await untilExplained(page);

  await go(page, 'model');
  await setNetwork(page, { optimiser: 'SGD', rate: '0.01' });
  await known(page, 'train').click();
  await untilExplained(page);
}));

for (const [sample, classes, says] of [
  ['iris', ['setosa', 'versicolor', 'virginica'], /[\d.]+ %/],
  ['wine', 3, /[\d.]+ %/],
  ['diabetes', [], /^[\d.]+$/],
]) {
  test(`training: ${sample} is learnt and explained`, () => visit({}, async ({ page, server }) => {
    await openReady(page, server.url);
    await openSample(page, sample);
    await go(page, 'explain');
    assert.match(await prediction(page), says);
    const list = known(page, 'class').locator('option');
    if (Array.isArray(classes)) assert.deepEqual(await list.allInnerTexts(), classes);
    else assert.equal(await list.count(), classes);
    for (const option of await list.allInnerTexts()) {
      await known(page, 'class').getByRole('combobox').selectOption(option);
      await untilExplained(page);
      assert.match(await known(page, 'prediction').locator('.large').innerText(), new RegExp(`${option} [<>]?\\d`));
    }
    for (const method of ['shap', 'lime']) {
      const shares = [...(await figures(page, method)).values()].map((f) => f.share);
      assert.ok(shares.every(Number.isFinite) && shares.some((share) => share !== 0));
    }
    // A number has neither a class nor another scale.
    assert.equal(await known(page, 'space').count(), list.length === 0 ? 0 : await list.count() > 0 ? 1 : 0);
    assert.ok(Math.abs(Number(plain((await quality(page, 'shap')).residual))) < 1e-6);
  }));
}

test('training: what is no number, or out of range, is refused beside its field', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'model');
  const trained = await modelFingerprint(page);
  const settings = page.locator('.settings');
  await settings.getByText('More settings').click();
  const WRONG = ['', ' ', 'e', '1e', '1e999', '-1e999', '١٢', '-0', 'NaN', 'Infinity', '0x10', '1_000', '1 2'];
  const FIELDS = [
    ['epochs', 'A whole number from 1 to 10000', ['2.5', '10001', '0', '9'.repeat(1_000_000)]],
    ['learning rate', 'A number from 0.000001 to 10', ['0', '10.1', '1e-7']],
    ['units, layer 1', 'A whole number from 1 to 1024', ['1025', '1.5']],
  ];
  for (const [name, says, more] of FIELDS) {
    const control = field(settings, name);
    const valid = await control.inputValue();
    for (const text of [...WRONG, ...more]) {
      await type(control, text);
      const short = text.length > 20 ? `${text.slice(0, 20)}…` : text;
      assert.equal(await refusal(control), says, `${name}: “${short}”`);
    }
    // Half-typed is not taken, so that nothing differs yet.
    await untilStep(page, 'model');
    await type(control, valid);
    assert.equal(await refusal(control), '');
  }
  // What people write is taken: a decimal comma, spaces around it.
  await type(field(settings, 'learning rate'), ' 0,02 ');
  await untilStep(page, 'model', 'changed');
  assert.equal(await field(settings, 'learning rate').inputValue(), '0.02');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await untilStep(page, 'model');
  assert.equal(await modelFingerprint(page), trained);
}));

test('training: settings that were refused are not left standing when others come', () => visit({}, async ({ page, server }) => {
  await openReady(page, server.url);
  await go(page, 'model');
  const epochs = field(page.locator('.settings'), 'epochs');
  await type(epochs, 'many');
  await type(field(page.locator('.settings'), 'learning rate'), '0.5');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  assert.equal(await epochs.inputValue(), '100');
  assert.equal(await refusal(epochs), '');
}));

/** Changes some of a network's settings, each as a person does. */
async function setNetwork(page, { activation, optimiser, stopping, loss, units, ...numbers }) {
  const settings = page.locator('.settings');
  const press = (group, name) => settings.getByRole('group', { name: group }).getByRole('button', { name, exact: true }).click();
  const more = settings.locator('details');
  if (await more.getAttribute('open') === null) await more.locator('summary').click();
  if (activation) await press('Activation', activation);
  if (optimiser) await press('Optimiser', optimiser);
  if (stopping !== undefined) await press('Early stopping', stopping ? 'on' : 'off');
  if (loss) await press('Loss', loss);
  if (units) await type(field(settings, 'units, layer 1'), units);
  const NAMES = { rate: 'learning rate', batch: 'batch size', l2: 'L2' };
  for (const [name, value] of Object.entries(numbers)) await type(field(settings, NAMES[name] ?? name), value);
}

/** Waits for what the page says about the run. */
async function said(page, pattern) {
  const says = ([selector, source]) => new RegExp(source).test(document.querySelector(selector).textContent.replaceAll('\u202f', ' '));
  await page.waitForFunction(says, [at('training'), pattern.source]).catch(async () => {
    assert.fail(`it says “${await known(page, 'training').innerText()}”, not ${pattern}`);
  });
}

/** Waits until the curves have been drawn anew: the canvas is another picture than it was. */
async function curveMoves(page) {
  const canvas = `${at('curves')} canvas`;
  await page.waitForFunction((selector) => document.querySelector(selector)?.width > 0, canvas);
  const drawn = await page.locator(canvas).evaluate((element) => element.toDataURL());
  await page.waitForFunction(([selector, before]) => document.querySelector(selector).toDataURL() !== before, [canvas, drawn]);
}

async function fingerprintsOfAll(page) {
  await go(page, 'model');
  const model = await modelFingerprint(page);
  await go(page, 'explain');
  return { model, ...await fingerprints(page) };
}
