// Writes the page as one file that works from a disk, single/vitrine.html in a build: the built page with all that it loads
// put into it, under a policy that names each script and style by its hash and lets nothing in or out.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { lean } from './lean.mjs';

const GLUE = /<link id="glue"[^>]* href="\.\/([^"]+)"[^>]*>/;
const WASM = /<link id="wasm"[^>]* href="\.\/([^"]+)"[^>]*>/;
const STYLE = /<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g;
const STORE = /<script src="\.\/(store-[^"]+)" defer><\/script>/;
const BOOT = /<script src="\.\/(boot-[^"]+)" defer><\/script>/;
/** What the page has and the file has not: it needs no service worker and cannot be installed. */
const HOSTED = /<script src="\.\/offline-[^"]+" defer><\/script>|<link rel="manifest"[^>]*>/g;

/** Writes the file into the build in `root`; `www` has the scripts that stand in no other build. */
export function writeSingle(root, www) {
  const read = (name) => readFileSync(join(root, name), 'utf8');
  const html = read('index.html');
  const styles = Array.from(html.matchAll(STYLE), ([, name]) => inElement(read(name), 'style'));
  const glue = inElement(classic(read(found(html, GLUE))), 'script');
  const single = inElement(lean(readFileSync(join(www, 'single.js'), 'utf8'), 'single.js'), 'script');
  const [store, boot] = [STORE, BOOT].map((script) => inElement(read(found(html, script)), 'script'));

  const tables = readdirSync(join(root, 'data')).filter((name) => name.endsWith('.csv')).sort();
  const parts = [['wasm', found(html, WASM)], ...tables.map((name) => [`data/${name}`, `data/${name}`])];
  const policy = [
    "default-src 'none'", `script-src ${[glue, single, store, boot].map(hash).join(' ')} 'wasm-unsafe-eval'`,
    `style-src ${styles.map(hash).join(' ')}`, 'img-src data: blob:', 'worker-src blob:', "base-uri 'none'", "form-action 'none'",
  ];

  let page = html.replace(HOSTED, '').replace(STYLE, '').replace(/\n{2,}/g, '\n');
  for (const gone of [GLUE, WASM, STORE, BOOT]) page = put(page, gone, '');
  page = put(page, /(?<=Content-Security-Policy" content=")[^"]*/, policy.join('; '));
  page = put(page, /(?=<\/head>)/, `${styles.map((text) => `<style>${text}</style>`).join('\n')}\n`);
  if (/ (src|href)="(?!data:)/.test(page)) throw new Error('single: the page names a file that is not put into it');
  page = put(page, /(?=<\/body>)/, [
    // Data, which no browser runs.
    ...parts.map(([id, name]) => `<script type="text/plain" id="${id}">${packed(readFileSync(join(root, name)))}</script>\n`),
    `<script id="glue">${glue}</script>\n<script>${single}</script>\n<script>${store}</script>\n<script>${boot}</script>\n`,
  ].join(''));
  mkdirSync(join(root, 'single'), { recursive: true });
  writeFileSync(join(root, 'single/vitrine.html'), page);
}

/** The module that wasm-bindgen writes, as a classic script with the one function `vitrineGlue`, its default export. */
function classic(module) {
  const name = /(\w+) as default\b/.exec(module)?.[1];
  const text = module
    .replace(/^export (?=class |function |async function )/gm, '')
    .replace(/^export \{[^}]*\};?\s*$/m, '')
    // Where the module would be fetched from, if it were not handed over.
    .replaceAll('import.meta.url', 'self.location.href');
  if (!name || /^\s*(export|import)\b|\bimport\.meta\b/m.test(text)) throw new Error('single: wasm-bindgen writes another kind of module');
  return `var vitrineGlue = (() => {\n'use strict';\n${text}\nreturn ${name};\n})();\n`;
}

/** A text that ends no sooner than its element does. */
function inElement(text, element) {
  if (text.includes('<!--') || text.toLowerCase().includes(`</${element}`)) throw new Error(`single: a text would end its ${element}`);
  return text;
}

/** As base64 of gzip. The header names no time and no system, so that the same bytes come out everywhere. */
function packed(bytes) {
  const gzip = gzipSync(bytes, { level: 9 });
  gzip.fill(0, 4, 8);
  gzip[9] = 255;
  return gzip.toString('base64');
}

function hash(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function found(html, pattern) {
  const match = pattern.exec(html);
  if (!match) throw new Error(`single: nothing in the page is like ${pattern}`);
  return match[1];
}

/** Puts a text where the pattern is. */
function put(page, pattern, text) {
  if (!pattern.test(page)) throw new Error(`single: nothing in the page is like ${pattern}`);
  return page.replace(pattern, () => text);
}
