// Writes the service worker into a build: sw.js of www/ with the list of what the page loads.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lean } from './lean.mjs';

/**
 * What the page loads. The rest of a build is not for its service worker: the service worker itself, the page as one file,
 * icons, of which whoever installs the page keeps copies, and what is there to be read.
 */
const LOADED = /^(index\.html|[\w-]+\.(css|js|wasm|webmanifest)|data\/\w+\.csv)$/;
const NOT_LOADED = /^(sw\.js|SHA256SUMS|single\/.*|icons\/.*|data\/README\.md)$/;

/** Writes the list of the build in `root` into its copy of the service worker of `www`. */
export function writeOffline(root, www) {
  const names = files(root).filter((name) => !NOT_LOADED.test(name));
  const odd = names.filter((name) => !LOADED.test(name));
  if (odd.length > 0) throw new Error(`offline: say in scripts/offline.mjs whether the page loads ${odd.join(', ')}`);
  const list = Object.fromEntries(names.map((name) => [name === 'index.html' ? './' : name, sha256(readFileSync(join(root, name)))]));
  const text = fill(lean(readFileSync(join(www, 'sw.js'), 'utf8'), 'sw.js'), {
    'const FILES = {};': `const FILES = ${JSON.stringify(list, null, 2)};`,
    "const VERSION = '';": `const VERSION = '${sha256(JSON.stringify(list)).slice(0, 16)}';`,
  });
  writeFileSync(join(root, 'sw.js'), text);
}

/** The files of a folder and of those in it, in an order that is the same everywhere. */
export function files(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll('\\', '/')).sort();
}

/** In hexadecimal digits. */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function fill(text, places) {
  return Object.entries(places).reduce((filled, [place, content]) => {
    if (filled.split(place).length !== 2) throw new Error(`offline: “${place}” is not in www/sw.js once`);
    return filled.replace(place, () => content);
  }, text);
}
