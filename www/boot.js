// The boot script: fetches everything that the page will ever need, locks connections, and starts the program.
// When something is missing it says which thing and what helps, in a panel that needs no wasm.
//
// What it leaves for the program, `globalThis.vitrine`:
//   worker        { module, url, options, blob }: the compiled WebAssembly.Module, a blob URL and the options to start workers
//                 with, and what the URL leads to; the first message to each worker is { worker, helpers }
//   samples       { name: Uint8Array } of the bundled tables, filled as they arrive, German credit before the start, and
//                 of their dictionary of columns
//   sampleReady(name)
//                 a promise that this table has arrived, or has failed to
//   kept          the session of this tab, as store.js gives it, else null
//   saved         whether what was chosen is kept in the browser, null while nothing was; the program says so
//   forgetOffline()
//                 ends the service worker and deletes the files that it keeps; the next start fetches them again
//   panic(text)   shows the recovery panel; the program cannot go on
//   ready()       the first explanation is on the screen
//
// What may stand before it: `globalThis.vitrineOffline` (offline.js), and in the page that is one file
// `globalThis.vitrineParts` (single.js).
//
// A classic script in ES2020, so that it also runs, and can speak, where the program cannot.
(() => {
  'use strict';

  const FIRST_SAMPLE = 'german_credit';
  /** What the columns of the samples are called and mean: a table too. Without it columns have their names. */
  const DICTIONARY = 'columns';
  const DICTIONARY_MS = 1_000;
  const OTHER_SAMPLES = ['iris', 'wine', 'diabetes', 'breast_cancer', 'compas', 'adult'];
  const REFETCH = 'vitrine-refetch';
  // Nothing arriving for this long is said on the page; for this long, it counts as a failure.
  const SLOW_MS = 8_000;
  const STALLED_MS = 45_000;
  // Once every answer has begun, a large one may take its time on a slow line.
  const LONGEST_MS = 300_000;
  // The smallest module with SIMD instructions in it: (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt).
  const SIMD_PROBE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  // Every cause that is told apart: what happened, and what helps.
  const CAUSES = {
    file: ['The page was opened as a file.',
      'Browsers do not let a file start a program like this one. Open “single/vitrine.html” of the same folder, which is the whole page in one file and may be opened so; or serve the folder, for instance with “make serve”.'],
    'no-wasm': ['This browser does not run WebAssembly, which everything here is computed with.',
      'Use a current version of Firefox, Chrome, Edge or Safari. Some strict security settings, such as Lockdown Mode, turn WebAssembly off; they can be lifted for one site.'],
    'no-simd': ['This browser is too old: its WebAssembly lacks the SIMD instructions that the program uses.',
      'Update the browser. Firefox 114, Chrome 96, Edge 96, Safari 16.4 and everything newer will do.'],
    'no-module-worker': ['This browser is too old: it cannot run modules in a background worker.',
      'Update the browser. Firefox 114, Chrome 96, Edge 96, Safari 16.4 and everything newer will do.'],
    'worker-blocked': ['The browser or an extension blocked the background worker in which the models are trained.',
      'If a content blocker is active, allow this site, then reload. If you host the page, its policy must allow “worker-src blob:”.'],
    offline: ['This device is offline, and a part of the page had not arrived yet.',
      'Reload when the connection is back.'],
    network: ['The connection broke off while the page was loading.',
      'Reload to try again. If that does not help, a content blocker or a proxy may be in the way.'],
    stalled: ['The server stopped sending: nothing more arrived.',
      'Check the connection, then reload.'],
    'glue-missing': ['The program’s script is not on the server.',
      'Reload to get the current version. If you host the page, upload the whole folder, not single files of it.'],
    'glue-type': ['The server sends the program’s script as something that is not a script.',
      'Reload to try again. If you host the page, files that end in .js must be sent as text/javascript.'],
    'glue-damaged': ['The program’s script arrived damaged, or the browser was not allowed to run it.',
      'Reload to try again. If a content blocker is active, allow scripts on this site.'],
    'wasm-missing': ['The program is not on the server.',
      'Reload to get the current version. If you host the page, upload the whole folder, not single files of it.'],
    'wasm-not-wasm': ['The server sends something else in place of the program.',
      'If this network asks you to sign in first, do so, then reload. If you host the page, files that end in .wasm must be sent as they are.'],
    'wasm-damaged': ['The program arrived incomplete or damaged.',
      'Reload to fetch it again.'],
    'wasm-refused': ['The browser was not allowed to compile the program.',
      'If you host the page, its policy must allow “wasm-unsafe-eval” for scripts.'],
    'sample-missing': ['The table that the page starts with is not on the server.',
      'Reload to try again. If you host the page, upload the “data” folder too.'],
    'part-damaged': ['A part of this file is damaged.',
      'Copy the file again from where you have it, or download it anew.'],
    start: ['The program arrived but could not start.',
      'Reload to try again. If it happens again, the details below help to find out why.'],
    panic: ['Something went wrong that the program did not foresee, and it stopped.',
      'Nothing left this machine.'],
  };

  class BootFailure extends Error {
    constructor(cause, detail) {
      super(detail);
      this.cause = cause;
    }
  }

  const byId = (id) => document.getElementById(id);
  const here = (path) => new URL(path, document.baseURI).href;

  // Where the parts come from: the host, unless they stand in the document.
  const parts = globalThis.vitrineParts ?? {
    workerOptions: { type: 'module' }, glue: fetchGlue, module: fetchModule, sample: fetchSample, refetch,
  };
  const offline = globalThis.vitrineOffline;

  // The samples that were asked for, each by a promise that settles when it is there.
  const arriving = {};
  const vitrine = {
    worker: null, samples: {}, sampleReady: (name) => Promise.resolve(arriving[name]), kept: null, saved: null, forgetOffline: async () => offline?.forget(), panic, ready,
  };
  globalThis.vitrine = vitrine;

  let failedWith = null;
  // Who counts the answers of the server while they are awaited.
  const progress = { begin() {}, count() {}, end() {} };
  let sayReady;
  const programReady = new Promise((resolve) => { sayReady = resolve; });

  document.documentElement.classList.add('boot-started');
  watchForTraps();
  boot().catch((error) => fail(error.cause || 'start', error));

  async function boot() {
    checkBrowser();
    if (takeMark(REFETCH)) {
      say('Fetching the program anew.');
      await parts.refetch?.();
      location.reload();
      return;
    }
    watchProgress();
    // Before connections are locked, and while there are files to wait for, so that it costs the start nothing.
    const registration = offline?.ask();
    const session = loadSavedSession();
    // The sign of life of a worker is awaited together with the files, so that it costs no time of its own.
    const needed = Promise.all([parts.glue(), parts.module(), parts.sample(FIRST_SAMPLE), session, tryWorker()]);
    const dictionary = takeSample(DICTIONARY, 'auto');
    // A saved session goes on with its table.
    const saved = session.then((kept) => OTHER_SAMPLES.includes(kept?.sample) && takeSample(kept.sample, 'auto'));
    // What a service worker answers is held against the policy that is in force when it arrives, and has to be awaited.
    let others = offline?.serving && takeOtherSamples();
    const [glue, module, first, kept] = await needed;
    vitrine.kept = kept;
    vitrine.worker = workerOf(glue, module);
    vitrine.samples[FIRST_SAMPLE] = first;
    // It is small and comes before the program; where it does not, nobody waits for it.
    await Promise.race([dictionary, new Promise((resolve) => setTimeout(resolve, DICTIONARY_MS))]);
    await saved;
    await others;
    progress.end();
    // Until now what the program needs was alone on the line. What is asked for in the task that locks connections still arrives.
    others = others || takeOtherSamples();
    lockConnections();
    await start(glue.exports, module);
    await Promise.all([programReady, others, registration]);
    performance.mark('vitrine-ready');
    document.documentElement.dataset.ready = '';
    offline?.serve(vitrine.samples, () => vitrine.saved !== false);
  }

  // What needs no request is asked first.
  function checkBrowser() {
    if (location.protocol === 'file:' && !globalThis.vitrineParts) throw new BootFailure('file', location.protocol);
    if (typeof WebAssembly !== 'object') throw new BootFailure('no-wasm', 'there is no WebAssembly object');
    if (!WebAssembly.validate(new Uint8Array(SIMD_PROBE))) throw new BootFailure('no-simd', 'a module with i8x16.splat is refused');
  }

  // Starts the smallest worker of the kind that the program will need. A browser that knows modules in workers reads the
  // option `type`; an older one does not, and would run the script as a classic one.
  function tryWorker() {
    const url = URL.createObjectURL(new Blob(['postMessage(0)'], { type: 'text/javascript' }));
    return new Promise((resolve, reject) => {
      const blocked = (why) => reject(new BootFailure('worker-blocked', why));
      let worker;
      let typeRead = false;
      try {
        worker = new Worker(url, { get type() { typeRead = true; return parts.workerOptions.type; } });
      } catch (error) {
        return blocked(String(error));
      }
      if (!typeRead) return reject(new BootFailure('no-module-worker', 'the option “type” of Worker is not read'));
      worker.onmessage = () => { worker.terminate(); resolve(); };
      worker.onerror = (event) => blocked(event.message || 'the worker reported an error before its first line');
    }).finally(() => URL.revokeObjectURL(url));
  }

  // The text is kept for the workers: they may not fetch it later, when connections are locked. `start` is what the text calls its
  // default export.
  async function fetchGlue() {
    const href = byId('glue').href;
    const response = await get(href, 'glue-missing');
    const type = response.headers.get('content-type') || '';
    const text = await received(response.text(), href);
    if (!/javascript/.test(type)) throw new BootFailure('glue-type', `${href} came as “${type}”`);
    const start = /(\w+)\s+as\s+default\b/.exec(text)?.[1] ?? /export\s+default\s+(\w+)/.exec(text)?.[1];
    try {
      const exports = await import(href);
      if (!start) throw new Error('it has no default export');
      return { text, start, exports };
    } catch (error) {
      throw new BootFailure('glue-damaged', `${href}: ${error}`);
    }
  }

  async function fetchModule() {
    const href = byId('wasm').href;
    const response = await get(href, 'wasm-missing');
    const type = response.headers.get('content-type') || '';
    // Compiling while it arrives wants the right type; bytes that came under another one are looked at first.
    const streams = type.startsWith('application/wasm') && WebAssembly.compileStreaming;
    try {
      if (streams) return await WebAssembly.compileStreaming(response);
      const bytes = await response.arrayBuffer();
      if (!isWasm(bytes)) throw new BootFailure('wasm-not-wasm', `${href} came as “${type}” and does not begin like wasm`);
      return await WebAssembly.compile(bytes);
    } catch (error) {
      throw wasmFailure(error, href);
    }
  }

  function wasmFailure(error, href) {
    if (error instanceof BootFailure) return error;
    const detail = `${href}: ${error}`;
    if (/Content Security Policy|unsafe-eval/i.test(detail)) return new BootFailure('wasm-refused', detail);
    if (error instanceof WebAssembly.CompileError) return new BootFailure('wasm-damaged', detail);
    return new BootFailure(lost(), detail);
  }

  function isWasm(bytes) {
    const head = new Uint8Array(bytes.slice(0, 4));
    return [0, 97, 115, 109].every((byte, i) => head[i] === byte);
  }

  async function fetchSample(name, arrived = progress, priority = 'auto') {
    const href = here(`data/${name}.csv`);
    const response = await get(href, 'sample-missing', arrived, priority);
    return new Uint8Array(await received(response.arrayBuffer(), href, arrived));
  }

  // In the order in which they are likely to be wanted.
  function takeOtherSamples() {
    return Promise.all(OTHER_SAMPLES.map((name) => takeSample(name)));
  }

  // Each is asked for once. Settles when it has arrived, or has failed to.
  function takeSample(name, priority = 'low') {
    arriving[name] = arriving[name] ?? addSample(name, priority);
    return arriving[name];
  }

  // A table that does not arrive is missing from `samples`, and the program says so when it is asked for.
  async function addSample(name, priority) {
    try {
      vitrine.samples[name] = await parts.sample(name, null, priority);
    } catch (error) {
      console.warn(`The sample ${name} did not arrive: ${error.message}`);
    }
  }

  // What is not awaited is not counted (`arrived` is null).
  async function get(href, missing, arrived = progress, priority = 'auto') {
    const response = await received(fetch(href, { priority }), href, arrived);
    if (arrived) arrived.begin();
    if (!response.ok) throw new BootFailure(missing, `${href} answered ${response.status} ${response.statusText}`);
    return response;
  }

  async function received(promise, href, arrived = progress) {
    try {
      const value = await promise;
      if (arrived) arrived.count();
      return value;
    } catch (error) {
      throw new BootFailure(lost(), `${href}: ${error}`);
    }
  }

  function lost() {
    return navigator.onLine === false ? 'offline' : 'network';
  }

  // A worker from a blob inherits the page's policy, one from an address would not. Messages that come while
  // the module is being instantiated wait, and are then dispatched again in their order.
  function workerOf(glue, module) {
    const bootstrap = `
;{
  const waiting = [];
  const wait = (event) => { event.stopImmediatePropagation(); waiting.push(event); };
  const first = async (event) => {
    event.stopImmediatePropagation();
    self.removeEventListener('message', first);
    self.addEventListener('message', wait);
    // A worker starts its helpers from the same, by an address of its own: in a page from a disk no other may be used.
    self.vitrine = event.data;
    const { worker } = self.vitrine;
    worker.url = URL.createObjectURL(worker.blob);
    try {
      await ${glue.start}({ module_or_path: worker.module });
    } catch (error) {
      self.reportError(error);
      return;
    }
    self.removeEventListener('message', wait);
    for (const { data, ports } of waiting) self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  };
  self.addEventListener('message', first);
}
`;
    const blob = new Blob([glue.text, bootstrap], { type: 'text/javascript' });
    return { module, url: URL.createObjectURL(blob), options: parts.workerOptions, blob };
  }

  async function start(exports, module) {
    say('Starting.');
    performance.mark('vitrine-start');
    try {
      await exports.default({ module_or_path: module });
    } catch (error) {
      // A panic has already said more than the trap that follows it.
      throw new BootFailure('start', String(error?.stack || error));
    }
  }

  // The program says that the first explanation is on the screen.
  function ready() {
    if (performance.getEntriesByName('vitrine-explained').length === 0) performance.mark('vitrine-explained');
    sayReady();
  }

  // From here on neither the page nor any worker that it starts can reach anybody: a worker made from a blob takes over
  // the policies that are in force when it is made. What is on its way still arrives. No worker is made from an address any
  // more either: the service worker has been asked for.
  function lockConnections() {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "connect-src 'none'; worker-src blob:";
    document.head.append(policy);
  }

  // Progress for the eye: a line that fills, and a sentence when it stops filling for long.
  function watchProgress() {
    const expected = 5;
    const answers = 3;
    let n = 0;
    let begun = 0;
    let slow, stalled;
    const wait = () => {
      clearTimeout(slow);
      clearTimeout(stalled);
      slow = setTimeout(() => say('The connection is slow; the program is still on its way.'), SLOW_MS);
      const patience = begun === answers ? LONGEST_MS : STALLED_MS;
      stalled = setTimeout(() => fail('stalled', new Error(`${n} of ${expected} parts, then nothing for ${patience} ms`)), patience);
    };
    progress.begin = () => {
      begun += 1;
      wait();
    };
    progress.count = () => {
      n += 1;
      const bar = byId('boot-progress');
      if (bar) bar.value = Math.min(1, n / expected);
      wait();
    };
    wait();
    progress.end = () => {
      progress.begin = progress.count = () => {};
      clearTimeout(slow);
      clearTimeout(stalled);
    };
  }

  function say(text) {
    const note = byId('boot-note');
    if (note) note.textContent = text;
  }

  function panic(message) {
    fail('panic', new Error(String(message)));
  }

  // A trap without a panic (out of memory, a stack that overflowed) reaches no hook of the program's.
  function watchForTraps() {
    const look = (error) => {
      if (typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError) fail('panic', error);
    };
    addEventListener('error', (event) => look(event.error));
    addEventListener('unhandledrejection', (event) => look(event.reason));
  }

  // Shows the panel. The first cause wins: what follows it is its consequence.
  function fail(cause, error) {
    if (failedWith) return;
    failedWith = cause;
    progress.end();
    const [message, remedy] = CAUSES[cause];
    const details = [`Cause: ${cause}`, error?.message || String(error), `Address: ${location.href.split('#')[0]}`,
      `Browser: ${navigator.userAgent}`, `Time: ${new Date().toISOString()}`].join('\n');
    byId('recovery-title').textContent = cause === 'panic' ? 'The page had to stop' : 'The page could not start';
    byId('recovery-message').textContent = message;
    byId('recovery-remedy').textContent = remedy;
    byId('recovery-details').textContent = details;
    byId('recovery-reload').onclick = () => reload(cause);
    byId('recovery-copy').onclick = () => copy(details);
    const panel = byId('recovery');
    panel.dataset.cause = cause;
    panel.hidden = false;
    byId('app').inert = true;
    byId('recovery-title').focus();
    if (cause === 'panic') sayKept();
  }

  // Without storage, or without its script, there is nothing to go on with.
  async function loadSavedSession() {
    try { return await globalThis.vitrineStore.current(); } catch { return null; }
  }

  // A session on which the page stops before anything is explained might stop it again: the next start is a fresh one, and
  // the session stays in the list.
  function sayKept() {
    const untried = vitrine.kept && performance.getEntriesByName('vitrine-explained').length === 0;
    if (untried) globalThis.vitrineStore?.leave();
    byId('recovery-remedy').textContent = vitrine.saved && !untried
      ? 'Nothing left this machine. Your table and everything you chose are kept in this browser: reload to go on.'
      : 'Nothing left this machine. Reload to start afresh.';
  }

  // A damaged answer may lie in the browser's cache as one that never changes: the server is asked anew before the page is
  // loaded again. Once connections are locked only the next start can ask.
  async function reload(cause) {
    if (cause === 'start') setMark(REFETCH);
    else if (cause !== 'panic') await parts.refetch?.();
    location.reload();
  }

  async function refetch() {
    const again = (link) => fetch(link.href, { cache: 'reload' }).then((response) => response.arrayBuffer());
    const late = new Promise((resolve) => { setTimeout(resolve, 10_000); });
    await Promise.race([late, Promise.allSettled([byId('glue'), byId('wasm')].map(again))]);
  }

  // A word from this start to the next one of the same tab; without storage there is none.
  function setMark(name) {
    try { sessionStorage.setItem(name, '1'); } catch { /* a plain reload is what is left */ }
  }

  function takeMark(name) {
    try {
      const there = sessionStorage.getItem(name) !== null;
      if (there) sessionStorage.removeItem(name);
      return there;
    } catch {
      return false;
    }
  }

  async function copy(text) {
    const button = byId('recovery-copy');
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      byId('recovery-details').parentElement.open = true;
      getSelection().selectAllChildren(byId('recovery-details'));
      button.textContent = 'Selected, copy it from here';
    }
  }
})();
