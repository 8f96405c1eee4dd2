// What is kept in this browser: sessions, each the choices of a person, the table of their own that they are about, and what
// was trained. Everything of one session is written in one transaction, so that there is always a whole one.
//
// What it leaves for boot.js and the program, `globalThis.vitrineStore`; each function gives a promise, which is rejected where
// the browser keeps nothing:
//   current()                the session of this tab with all its parts, else null: { id, name, saved, source, sample, state, table, parts },
//                            parts being [[name, bytes]]
//   list()                   [{ id, name, saved, source }], the newest first
//   open(id)                 makes a session that of this tab and gives it like current(), null where it is gone
//   write(session, table)    writes { id, name, saved, source, sample, state, hash }: source is the table's
//                            name, sample that of a bundled table, hash that of a file's bytes, else null; the table's bytes go with it unless they are there
//   keep(id, name, bytes, names)
//                            writes a part of a session; of its parts only those called `names` stay
//   rename(id, name), remove(id)
//   fresh()                  begins another session in this tab and gives its id
//   leave()                  this tab has no session any more
//   forget()                 deletes everything
//
// A classic script, so that a page that had to stop can speak of it without wasm.
(() => {
  'use strict';

  const DATABASE = 'vitrine';
  const VERSION = 1;
  // The tab's word to itself, which session is its own.
  const TAB = 'vitrine-session';
  // A page that is reloaded may hold its session for so long after the next one has begun.
  const HELD_MS = 600;

  let opening = null;

  function database() {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, VERSION);
      request.onupgradeneeded = () => {
        // Whoever brings a newer form adds a step here and leaves the ones before it.
        request.result.createObjectStore('sessions', { keyPath: 'id' });
        request.result.createObjectStore('tables');
        request.result.createObjectStore('parts');
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('another tab holds an older form'));
      request.onsuccess = () => {
        const found = request.result;
        // Another tab forgets everything, or brings a newer form.
        found.onversionchange = () => { found.close(); opening = null; };
        found.onclose = () => { opening = null; };
        resolve(found);
      };
    });
    opening.catch(() => { opening = null; });
    return opening;
  }

  // Runs `body` in one transaction; what it gives back is a request whose result counts once all is written.
  async function act(mode, body) {
    const found = await database();
    return new Promise((resolve, reject) => {
      const transaction = found.transaction(['sessions', 'tables', 'parts'], mode);
      const [sessions, tables, parts] = ['sessions', 'tables', 'parts'].map((name) => transaction.objectStore(name));
      let request;
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser gave up'));
      request = body({ sessions, tables, parts });
    });
  }

  // From the slash to the sign after it.
  const ofSession = (id) => IDBKeyRange.bound(`${id}/`, `${id}0`, false, true);

  async function open(id) {
    const found = await act('readonly', ({ sessions }) => sessions.get(id));
    if (!found) return null;
    const table = found.hash === null ? null : await act('readonly', ({ tables }) => tables.get(found.hash));
    const names = await act('readonly', ({ parts }) => parts.getAllKeys(ofSession(id)));
    const bytes = await act('readonly', ({ parts }) => parts.getAll(ofSession(id)));
    const parts = names.map((name, i) => [name.slice(id.length + 1), bytes[i]]);
    // A session that another tab writes, as when a tab was duplicated, is gone on with under a name of its own.
    const own = await hold(id) ? id : fresh();
    setTab(own);
    return { ...found, id: own, table: table ?? null, parts };
  }

  async function current() {
    const id = tab();
    return id === null ? null : open(id);
  }

  // One tab at a time writes a session, and lets go of it when it takes another. A browser without locks has to trust.
  let held = null;
  let letGo = () => {};
  function hold(id) {
    if (!navigator.locks || held === id) return Promise.resolve(true);
    return new Promise((resolve) => {
      const signal = AbortSignal.timeout(HELD_MS);
      navigator.locks.request(`${DATABASE}/${id}`, { signal }, () => {
        letGo();
        held = id;
        resolve(true);
        return new Promise((done) => { letGo = done; });
      }).catch(() => resolve(false));
    });
  }

  async function list() {
    const all = await act('readonly', ({ sessions }) => sessions.getAll());
    return all.map(({ id, name, saved, source }) => ({ id, name, saved, source })).sort((a, b) => b.saved - a.saved);
  }

  function write(session, table) {
    return act('readwrite', ({ sessions, tables }) => {
      sessions.put(session);
      if (session.hash !== null && table) {
        tables.getKey(session.hash).onsuccess = (event) => {
          if (event.target.result === undefined) tables.put(table, session.hash);
        };
      }
      clear(sessions, tables);
    });
  }

  // Tables that no session is about any more go.
  function clear(sessions, tables) {
    sessions.getAll().onsuccess = (event) => {
      const wanted = new Set(event.target.result.map(({ hash }) => hash));
      tables.getAllKeys().onsuccess = ({ target }) => target.result.filter((key) => !wanted.has(key)).forEach((key) => tables.delete(key));
    };
  }

  function keep(id, name, bytes, names) {
    return act('readwrite', ({ parts }) => {
      parts.put(bytes, `${id}/${name}`);
      const wanted = new Set(names.map((one) => `${id}/${one}`));
      parts.getAllKeys(ofSession(id)).onsuccess = ({ target }) => target.result.filter((key) => !wanted.has(key)).forEach((key) => parts.delete(key));
    });
  }

  function rename(id, name) {
    return act('readwrite', ({ sessions }) => {
      sessions.get(id).onsuccess = ({ target }) => { if (target.result) sessions.put({ ...target.result, name }); };
    });
  }

  function remove(id) {
    return act('readwrite', ({ sessions, tables, parts }) => {
      sessions.delete(id);
      parts.delete(ofSession(id));
      clear(sessions, tables);
    });
  }

  function fresh() {
    const id = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    setTab(id);
    hold(id);
    return id;
  }

  // Where the browser keeps nothing a tab has no word, and each start is a fresh one.
  function tab() {
    try { return sessionStorage.getItem(TAB); } catch { return null; }
  }

  function setTab(id) {
    try { sessionStorage.setItem(TAB, id); } catch { /* see above */ }
  }

  function leave() {
    try { sessionStorage.removeItem(TAB); } catch { /* see above */ }
  }

  async function forget() {
    leave();
    if (opening) (await opening.catch(() => null))?.close();
    opening = null;
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(DATABASE);
      request.onsuccess = resolve;
      request.onerror = () => reject(request.error);
    });
    sessionStorage.clear();
    localStorage.clear();
  }

  globalThis.vitrineStore = { current, list, open, write, keep, rename, remove, fresh, leave, forget };
})();
