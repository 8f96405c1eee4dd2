// The service worker: keeps the files of one version of the page, and answers with them, so that the page starts without a
// network. scripts/offline.mjs writes the list below into the copy of this file in dist/.
'use strict';

// By path, the SHA-256 of each file that the page loads; `./` is the page itself.
const FILES = {};
const VERSION = '';

// Two copies of the page on one host have caches of their own. www/offline.js begins their names in the same way.
const OURS = `vitrine ${registration.scope} `;
const CACHE = OURS + VERSION;

let isForgotten = false;
let handOver;
const handed = new Promise((resolve) => { handOver = resolve; });

addEventListener('install', (event) => event.waitUntil(fill()));
addEventListener('activate', (event) => event.waitUntil(clear()));

addEventListener('message', ({ data }) => {
  if (data === 'take over') return skipWaiting();
  isForgotten = data === 'forget';
  handOver(data.samples);
});

addEventListener('fetch', (event) => {
  const path = listed(event.request);
  if (path === null) return;
  event.respondWith(event.request.cache === 'reload' ? askAnew(path, event.request) : answer(path, event.request));
});

// Whole or not at all: while a file is missing this version is not installed.
async function fill() {
  // The first page is still fetching the same files, and says when it has them. A later version has nobody to wait for.
  const samples = registration.active ? {} : await handed;
  for (const path of Object.keys(FILES)) {
    if (isForgotten) throw new Error('forgotten before it was installed');
    await take(path, samples);
  }
}

async function clear() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

// From whoever has the right bytes, the nearest first: the page, another version, the browser, the host.
async function take(path, samples) {
  const sample = samples[/^data\/(\w+)\.csv$/.exec(path)?.[1]];
  const ways = [
    () => sample && new Response(sample),
    () => caches.match(address(path)),
    () => fetch(address(path), { cache: 'force-cache' }),
    () => fetch(address(path), { cache: 'reload' }),
  ];
  for (const way of ways) {
    const found = await way();
    if (found?.ok && await keep(path, found)) return;
  }
  throw new Error(`${path} is not of the version ${VERSION}`);
}

// Whether these were the right bytes.
async function keep(path, response) {
  const bytes = await response.arrayBuffer();
  if (await sha256(bytes) !== FILES[path]) return false;
  // A new answer, since one that was redirected may not open a page. The policy that came with it stays.
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name);
  const cache = await caches.open(CACHE);
  await cache.put(address(path), new Response(bytes, { headers }));
  return true;
}

// The file of the list that a request means, or null. Everything else goes to the host as if there were no worker.
function listed({ method, mode, url }) {
  if (method !== 'GET' || !url.startsWith(registration.scope)) return null;
  const path = url.slice(registration.scope.length).replace(/[?#].*/, '');
  if (mode === 'navigate') return path === '' || path === 'index.html' ? './' : null;
  return Object.hasOwn(FILES, path) ? path : null;
}

// A cache that was deleted is not made again by looking into it.
async function answer(path, request) {
  return await caches.match(address(path), { cacheName: CACHE }) ?? fetch(request);
}

// The page asks so when something that it got was damaged.
async function askAnew(path, request) {
  const response = await fetch(request);
  if (response.ok) await keep(path, response.clone());
  return response;
}

function address(path) {
  return new URL(path, registration.scope).href;
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
