// Our side of the row `pool`: the page's own client, a worker, and the helpers of that, as many as the row says.

import init, { Rows } from '/ours/page.js';

/** Does what www/boot.js does for a worker: the first message has the module, and what comes meanwhile waits. */
const WORKER = `
import init, { serve } from '${location.origin}/ours/page.js';
const waiting = [];
const wait = (event) => { event.stopImmediatePropagation(); waiting.push(event.data); };
self.addEventListener('message', (event) => {
  event.stopImmediatePropagation();
  self.addEventListener('message', wait);
  self.vitrine = event.data;
  init({ module_or_path: event.data.worker.module }).then(() => {
    serve();
    self.removeEventListener('message', wait);
    for (const data of waiting) self.dispatchEvent(new MessageEvent('message', { data }));
  });
}, { once: true });
`;

/** By the number of workers. */
const sides = new Map();

/** Starts so many workers for one page, and waits until they have nothing to do. */
export async function prepare(n_workers) {
  const module = await WebAssembly.compileStreaming(fetch('/ours/page_bg.wasm'));
  await init({ module_or_path: module });
  const url = URL.createObjectURL(new Blob([WORKER], { type: 'text/javascript' }));
  globalThis.vitrine ??= { worker: { module, url, options: { type: 'module' } } };
  // The page keeps a core for itself.
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: n_workers + 1, configurable: true });
  const bytes = await (await fetch('/data/breast_cancer.csv')).arrayBuffer();
  const rows = new Rows(new Uint8Array(bytes));
  await rows.ready();
  sides.set(n_workers, rows);
}

export async function run(n_workers) {
  const rows = sides.get(n_workers);
  const begun = performance.now();
  await rows.run();
  return { seconds: (performance.now() - begun) / 1000, result: rows.result() };
}
