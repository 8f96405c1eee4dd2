// The page without a network: registers the service worker (sw.js), hands it what is here already, and offers a new version
// when there is one. It stands before boot.js, which calls it; where the browser has no service workers, as on plain http,
// or where the page is a frame of another one, nothing of this happens.
//
//   serving               whether this page came from the service worker
//   ask()                 asks for the worker, before connections are locked; settles when the host has answered, and never fails
//   serve(samples, isKept)  once the page is ready: `samples` are { name: Uint8Array }, `isKept` tells whether a reload loses nothing
//   forget()              ends the worker and deletes all that it keeps
(() => {
  'use strict';

  const SCOPE = new URL('./', document.baseURI).href;
  // Two copies of the page on one host have caches of their own. sw.js begins their names in the same way.
  const OURS = `vitrine ${SCOPE} `;
  // A host that does not answer is not waited for.
  const PATIENCE_MS = 10_000;

  // In a frame each page around it would get a copy of its own.
  const container = self === top ? workers() : null;
  let registered = Promise.resolve(null);
  globalThis.vitrineOffline = { serving: Boolean(container?.controller), ask, serve, forget };

  // Where storage is off it is not even allowed to look.
  function workers() {
    try { return navigator.serviceWorker; } catch { return null; }
  }

  function ask() {
    // Whatever goes wrong here, the page works as well; it needs its host the next time, that is all.
    registered = register().catch(() => null);
    return patiently(registered);
  }

  function patiently(promise) {
    return Promise.race([promise, new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); })]);
  }

  async function register() {
    if (!container) return null;
    // Of the files that are to be kept the only one that the page does not need. Browsers ask for it when they like.
    const manifest = container.controller ? null : fetch(document.querySelector('link[rel="manifest"]').href, { priority: 'low' });
    const [registration] = await Promise.all([container.register('sw.js'), manifest]);
    return registration;
  }

  async function serve(samples, isKept) {
    const registration = await registered;
    if (!registration) return;
    const { installing, waiting, active } = registration;
    // The first worker waits for this, so that it does not compete with the page for the same files.
    if (installing && !active) installing.postMessage({ samples });
    const offerOnce = once(() => offer(registration, isKept));
    // A page that no worker serves gets the newest version at its next start anyhow.
    const look = (worker) => {
      if (worker?.state === 'installed' && container.controller) offerOnce();
    };
    const follow = (worker) => worker?.addEventListener('statechange', () => look(worker));
    look(waiting);
    follow(installing);
    registration.addEventListener('updatefound', () => follow(registration.installing));
  }

  function once(act) {
    let done = false;
    return () => {
      if (!done) act();
      done = true;
    };
  }

  // A new worker waits until it is told to take over, or until no page is open any more: nothing is swapped under a page.
  function offer(registration, isKept) {
    const notice = document.createElement('aside');
    notice.className = 'newer';
    notice.setAttribute('aria-label', 'New version');
    const text = document.createElement('p');
    text.setAttribute('role', 'status');
    const [reload, later] = [button('Reload', 'primary'), button('Not now', 'quiet')];
    let warned = false;
    reload.onclick = () => {
      if (!isKept() && !warned) {
        warned = true;
        text.textContent = 'Your work cannot be kept in this browser. To reload starts afresh.';
        return;
      }
      reload.disabled = true;
      // Another tab may have let it take over already.
      if (!registration.waiting) return location.reload();
      container.addEventListener('controllerchange', () => location.reload(), { once: true });
      registration.waiting.postMessage('take over');
    };
    later.onclick = () => notice.remove();
    notice.append(text, reload, later);
    document.body.append(notice);
    // Words that come into an element which is there already are read out.
    text.textContent = `A new version is there. Reload to use it${isKept() ? '; your work is kept' : ''}.`;
  }

  function button(name, kind) {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = kind;
    element.textContent = name;
    return element;
  }

  async function forget() {
    // By its scope: to ask for the one of an address may give that of a folder above.
    const registrations = await container?.getRegistrations() ?? [];
    for (const registration of registrations.filter(({ scope }) => scope === SCOPE)) {
      if (registration.installing) await patiently(stop(registration.installing));
      await registration.unregister();
    }
    const names = await globalThis.caches?.keys() ?? [];
    await Promise.all(names.filter((name) => name.startsWith(OURS)).map((name) => caches.delete(name)));
  }

  // One that is being installed beside one that is in force would go on to fill its cache.
  function stop(installing) {
    installing.postMessage('forget');
    return new Promise((resolve) => { installing.addEventListener('statechange', resolve, { once: true }); });
  }
})();
