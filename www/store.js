// What is kept in this browser: sessions, each the choices of a person, the table of their own that they are about, and what
// was trained. Choices and table are written in one transaction and read in one with what was trained, so that there is always
// a whole session; what was trained is written when it is there.
//
// What it leaves for boot.js and the program, `globalThis.vitrineStore`; each function gives a promise, which is rejected where
// the browser keeps nothing:
//   current()                claims the session of this tab and gives it as read() does, and under which id; null where there is none
//   list()                   [{ id, name, saved, source }], the newest first
//   read(id)                 a session with all its parts, null where it is gone: { id, name, saved, source, sample, state, table,
//                            parts }, parts being [[name, bytes]]
//   claim(id)                makes a session that of this tab, and gives the id under which it is gone on with: another one
//                            where another tab writes it
//   write(session, table, begins)
//                            writes { id, name, saved, source, sample, state, hash }: source is the table's name, sample that of
//                            a bundled table, hash that of a file's bytes, else null; the table's bytes go with it unless they
//                            are there. A session that does not begin has to be there
//   keep(id, name, bytes, names)
//                            writes a part of a session that is there; of its parts only those called `names` stay
//   strip(id)                deletes all parts of a session
//   rename(id, name), remove(id)
//   fresh()                  begins another session in this tab and gives its id
//   resume(id)               makes a session that of this tab which this tab has begun or claimed and not left
//   release()                leaves the sessions of this tab to others
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
  // What was forgotten is not begun again by a tab that still has it on its screen.
  let forgotten = null;

  function database() {
    if (forgotten) return Promise.reject(forgotten);
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
        found.onversionchange = ({ newVersion }) => {
          found.close();
          opening = null;
          if (newVersion === null) forgotten = new Error('everything was forgotten in another tab');
        };
        found.onclose = () => { opening = null; };
        resolve(found);
      };
    });
    opening.catch(() => { opening = null; });
    return opening;
  }

  // Runs `body` in one transaction, which may give it up; what it gives back is a request whose result counts once all is written.
  async function act(mode, body) {
    const found = await database();
    return new Promise((resolve, reject) => {
      const transaction = found.transaction(['sessions', 'tables', 'parts'], mode);
      const [sessions, tables, parts] = ['sessions', 'tables', 'parts'].map((name) => transaction.objectStore(name));
      let request;
      let why = null;
      const giveUp = (words) => { why = new Error(words); transaction.abort(); };
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(why ?? transaction.error ?? new Error('the browser gave up'));
      request = body({ sessions, tables, parts, giveUp });
    });
  }

  // From the slash to the sign after it.
  const ofSession = (id) => IDBKeyRange.bound(`${id}/`, `${id}0`, false, true);

  async function read(id) {
    let session;
    let [table, names, bytes] = [null, [], []];
    await act('readonly', ({ sessions, tables, parts }) => {
      sessions.get(id).onsuccess = ({ target }) => {
        session = target.result;
        if (!session) return;
        if (session.hash !== null) tables.get(session.hash).onsuccess = (event) => { table = event.target.result ?? null; };
        parts.getAllKeys(ofSession(id)).onsuccess = (event) => { names = event.target.result; };
        parts.getAll(ofSession(id)).onsuccess = (event) => { bytes = event.target.result; };
      };
    });
    return session ? { ...session, table, parts: names.map((name, i) => [name.slice(id.length + 1), bytes[i]]) } : null;
  }

  // A session that another tab writes, as when a tab was duplicated, is gone on with under a name of its own.
  async function claim(id) {
    if (!await hold(id)) return fresh();
    setTab(id);
    return id;
  }

  async function current() {
    const id = tab();
    const session = id === null ? null : await read(id);
    return session && { ...session, claimed: await claim(id) };
  }

  // One tab at a time writes a session: those of the tables that it opened one after the other, until it leaves them. A browser
  // without locks has to trust.
  const held = new Map();
  function hold(id) {
    if (!navigator.locks || held.has(id)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), HELD_MS);
      navigator.locks.request(`${DATABASE}/${id}`, { signal: stop.signal }, () => {
        resolve(true);
        return new Promise((done) => { held.set(id, done); });
      }).catch(() => resolve(false));
    });
  }

  function release() {
    held.forEach((letGo) => letGo());
    held.clear();
  }

  async function list() {
    const all = await act('readonly', ({ sessions }) => sessions.getAll());
    return all.map(({ id, name, saved, source }) => ({ id, name, saved, source })).sort((a, b) => b.saved - a.saved);
  }

  function write(session, table, begins) {
    return act('readwrite', (stores) => {
      const { sessions, tables } = stores;
      const put = () => {
        sessions.put(session);
        if (session.hash !== null && table) {
          tables.getKey(session.hash).onsuccess = (event) => {
            if (event.target.result === undefined) tables.put(table, session.hash);
          };
        }
        clear(sessions, tables);
      };
      if (begins) put(); else whereItIs(session.id, stores, put);
    });
  }

  function whereItIs(id, { sessions, giveUp }, go) {
    sessions.getKey(id).onsuccess = ({ target }) => {
      if (target.result === undefined) giveUp('this session was deleted in another tab'); else go();
    };
  }

  // Tables that no session is about any more go.
  function clear(sessions, tables) {
    sessions.getAll().onsuccess = (event) => {
      const wanted = new Set(event.target.result.map(({ hash }) => hash));
      tables.getAllKeys().onsuccess = ({ target }) => target.result.filter((key) => !wanted.has(key)).forEach((key) => tables.delete(key));
    };
  }

  function keep(id, name, bytes, names) {
    return act('readwrite', (stores) => whereItIs(id, stores, () => {
      const { parts } = stores;
      parts.put(bytes, `${id}/${name}`);
      const wanted = new Set(names.map((one) => `${id}/${one}`));
      parts.getAllKeys(ofSession(id)).onsuccess = ({ target }) => target.result.filter((key) => !wanted.has(key)).forEach((key) => parts.delete(key));
    }));
  }

  function strip(id) {
    return act('readwrite', ({ parts }) => parts.delete(ofSession(id)));
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
    forgotten = new Error('everything was forgotten');
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

  globalThis.vitrineStore = { current, list, read, claim, write, keep, strip, rename, remove, fresh, resume: setTab, release, leave, forget };
})();
