// A plain static server for the built page: the right types, no compression, no special headers, as a simple host gives; or,
// with --headers, all that docs/hosting/headers.json asks of a host.
//
//   node scripts/serve.mjs [folder] [--port 8080] [--base /some/path/] [--headers]

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { headersOf } from './headers.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.csv': 'text/csv; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

// Trunk writes a hash of the content into these names, so what they name never changes.
const HASHED = /-[0-9a-f]{12,}(_bg)?\.\w+$/;

/** The file that an address means: its path and headers; null when there is none. `asHost` adds those of a careful host. */
export async function lookUp(root, base, url, asHost = false) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(base)) return null;
  const below = normalize(`/${path.slice(base.length)}`);
  const file = join(root, below);
  const target = path.endsWith('/') ? join(file, 'index.html') : file;
  const found = await stat(target).catch(() => null);
  if (!found?.isFile()) return null;
  const headers = {
    'content-type': TYPES[extname(target)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': HASHED.test(target) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    ...asHost ? lowerCase(headersOf(below.slice(1))) : {},
  };
  return { target, headers };
}

function lowerCase(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Answers requests from `root`, as if it were hosted under `base`. */
export function answer(root, base, asHost = false) {
  return async (request, response) => {
    const found = await lookUp(root, base, request.url, asHost);
    if (!found || !['GET', 'HEAD'].includes(request.method)) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is nothing here.\n');
      return;
    }
    response.writeHead(200, found.headers);
    if (request.method === 'HEAD') response.end();
    else createReadStream(found.target).pipe(response);
  };
}

/** Listens on this machine only; the next free port is taken when one is in use. */
export function listen(handler, port) {
  return new Promise((done, failed) => {
    const server = createServer(handler);
    server.on('error', (error) => {
      if (error.code === 'EADDRINUSE' && port > 0) server.listen(++port, '127.0.0.1');
      else failed(error);
    });
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8080' }, base: { type: 'string', default: '/' }, headers: { type: 'boolean', default: false },
    },
  });
  const root = resolve(positionals[0] ?? 'dist');
  const server = await listen(answer(root, values.base, values.headers), Number(values.port));
  console.log(`Vitrine is at http://localhost:${server.address().port}${values.base} (Ctrl+C ends it)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
