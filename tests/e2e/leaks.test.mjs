// Nothing is left behind: rounds of opening, training and explaining hold no more memory, workers or canvases at their end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForMuch, go, heap, known, openReady, openSample, seed, type, untilExplained, visit, withBrowser } from './harness.mjs';
import { times } from './repeats.mjs';

withBrowser();

const ROUNDS = times({ always: 12, release: 30 });

/** Rounds after which all that is made once, such as compiled code, is there. */
const SETTLED = 6;

/** The heap and what is in it may be so many times what they were; what a round leaves behind counts in all rounds after. */
const MOST_GROWTH = times({ always: 1.03, release: 1.05 });

const mega = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

test(`U4: ${ROUNDS} rounds of training, explaining and clearing hold no more than before`, (t) => visit({ context: { reducedMotion: 'reduce' } }, async ({ page, server, browser }) => {
  await openReady(page, server.url);
  const meter = await meters(page, browser);
  let before;
  for (let round = 1; round <= ROUNDS; round += 1) {
    await openSample(page, round % 2 === 0 ? 'wine' : 'iris');
    await go(page, 'model');
    await known(page, 'family').getByRole('button', { name: round % 4 < 2 ? 'line' : 'network' }).click();
    if (await known(page, 'train').isEnabled()) await known(page, 'train').click();
    await untilExplained(page);
    await go(page, 'explain');
    await page.getByRole('button', { name: 'The row after' }).click();
    await untilExplained(page);
    await go(page, 'evaluate');
    if (round === SETTLED) before = await meter.read();
  }
  const after = await meter.read();
  const grown = after.heap / before.heap;
  t.diagnostic(`heap ${mega(before.heap)}, then ${mega(after.heap)}: ${grown.toFixed(3)} times; worker's wasm memory ${before.workers.map(mega)}, then ${after.workers.map(mega)}; page's wasm memory ${mega(before.pageWasm)}, then ${mega(after.pageWasm)}; ${after.nodes} nodes, before ${before.nodes}; ${after.listeners} listeners, before ${before.listeners}`);
  assert.ok(grown <= MOST_GROWTH, `the page's heap is ${grown} times that of round ${SETTLED}`);
  assert.equal(after.workers.length, 1);
  assert.ok(after.workers[0] <= before.workers[0], `the worker's memory grew from ${before.workers} to ${after.workers} bytes`);
  // The page keeps what can be undone, and its memory grows in steps.
  assert.ok(after.pageWasm <= before.pageWasm + 2e6, `the page's wasm memory grew from ${before.pageWasm} to ${after.pageWasm} bytes`);
  assert.equal(page.workers().length, 1);
  assert.equal(after.canvases, 0, 'canvases that are in no document are held');
  assert.ok(after.nodes <= MOST_GROWTH * before.nodes, `${after.nodes} nodes, before ${before.nodes}`);
  assert.ok(after.listeners <= MOST_GROWTH * before.listeners, `${after.listeners} listeners, before ${before.listeners}`);
}));

/** Outputs that come before their turn wait for it: how many there are, chance decides, and how many at most is a matter of these. */
const [COALITIONS, BACKGROUND] = [1000, 600];
const MOST_WAITING = 8 * COALITIONS * BACKGROUND;

/** What a helper may grow by when it gets its first long row of tasks. */
const HELPER_GROWTH = 1e6;

/**
 * What the memory of the page may grow by: it grows in steps, the last of which comes in one of the first ten rounds or so, and none in
 * thirty after it. What loses 400 KB an explanation grows by twice as much from the sixth round to the twelfth.
 */
const PAGE_STEP = 1.2e6;

for (const nHelpers of [0, 2]) {
  test(`U4: ${ROUNDS} heavy explanations leave the memory of the page and its workers as it was, with ${nHelpers} helpers`, (t) => visit({ context: { reducedMotion: 'reduce' }, cores: 2 + nHelpers }, async ({ page, server, browser }) => {
    await openReady(page, server.url);
    await go(page, 'explain');
    // Alone nothing waits, so that there may be more.
    await askForMuch(page, nHelpers === 0 ? 6 * COALITIONS : COALITIONS);
    await untilExplained(page);
    const meter = await meters(page, browser);
    let before;
    for (let round = 1; round <= ROUNDS; round += 1) {
      // Another seed each time: what was explained is kept.
      await type(seed(page), String(round + 1));
      await untilExplained(page);
      if (round === SETTLED) before = await meter.read();
    }
    const after = await meter.read();
    const said = ({ heap, pageWasm, workers }) => `heap ${mega(heap)}, page's wasm memory ${mega(pageWasm)}, that of each worker ${workers.map(mega).join(', ')}`;
    t.diagnostic(`after ${SETTLED} rounds ${said(before)}; after ${ROUNDS} ${said(after)}`);
    assert.equal(after.workers.length, 1 + nHelpers);
    const grown = after.workers.map((bytes, i) => bytes - before.workers[i]);
    assert.ok(grown.pop() <= (nHelpers === 0 ? 0 : MOST_WAITING), 'the memory of the worker grew');
    assert.ok(grown.every((bytes) => bytes <= HELPER_GROWTH), `the memory of helpers grew by ${grown} bytes`);
    assert.ok(after.pageWasm <= before.pageWasm + PAGE_STEP, `the page's wasm memory grew from ${before.pageWasm} to ${after.pageWasm} bytes`);
    assert.ok(after.heap <= MOST_GROWTH * before.heap, `the page's heap grew from ${before.heap} to ${after.heap} bytes`);
  }));
}

/**
 * Reads what is held after a collection, through the protocol of the browser's tools: bytes of the page's script, its nodes,
 * listeners and canvases out of the document, and bytes of both wasm memories, which only ever grow. The memories are found
 * among the objects of each side, since neither keeps its own in a global name.
 */
async function meters(page, browser) {
  const own = await page.context().newCDPSession(page);
  const read = async () => {
    // A collection comes with it.
    const held = await heap(page);
    const counters = await own.send('Memory.getDOMCounters');
    const pageWasm = await memory(own);
    const canvases = await count(own, 'HTMLCanvasElement.prototype', 'function () { return this.filter((c) => !c.isConnected).length; }');
    const workers = await ofWorkers(browser);
    return { heap: held, nodes: counters.nodes, listeners: counters.jsEventListeners, canvases, pageWasm, workers };
  };
  return { read };
}

/** What a function says of all objects with a prototype. */
async function count(session, prototype, what) {
  const { result } = await session.send('Runtime.evaluate', { expression: prototype });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  const { result: said } = await session.send('Runtime.callFunctionOn', { objectId: objects.objectId, functionDeclaration: what, returnByValue: true });
  await session.send('Runtime.releaseObject', { objectId: objects.objectId });
  return said.value;
}

function memory(session) {
  return count(session, 'WebAssembly.Memory.prototype', 'function () { return this.reduce((sum, m) => sum + m.buffer.byteLength, 0); }');
}

/** The wasm memory of each worker in the browser, the smallest first, asked through its own target. */
async function ofWorkers(browser) {
  const session = await browser.newBrowserCDPSession();
  const answers = new Map();
  session.on('Target.receivedMessageFromTarget', (e) => {
    const message = JSON.parse(e.message);
    answers.get(message.id)?.(message);
  });
  let id = 0;
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'worker' }] });
  const bytes = [];
  for (const { targetId } of targetInfos) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const worker = {
      async send(method, params = {}) {
        id += 1;
        const answer = new Promise((done) => { answers.set(id, done); });
        await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
        const { result, error } = await answer;
        assert.equal(error, undefined, `${method}: ${error?.message}`);
        return result;
      },
    };
    await worker.send('Runtime.enable');
    bytes.push(await memory(worker));
    await session.send('Target.detachFromTarget', { sessionId });
  }
  await session.detach();
  return bytes.toSorted((a, b) => a - b);
}
