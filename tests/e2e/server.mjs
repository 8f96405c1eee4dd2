// The server of the tests: serves a build, counts what is asked of it, and breaks an answer on purpose.

import { readFile } from 'node:fs/promises';
import { listen, lookUp } from '../../scripts/serve.mjs';

/**
 * `base` is the path that the build is hosted under, or a list of them, of which the address is the first one's. `asHost`
 * sends the headers of a careful host too (scripts/serve.mjs). `breaks` is a list of `{ match: RegExp, how, ... }`, the first that matches the
 * path is applied:
 *   missing            404
 *   type, `type`       another content type
 *   truncate           half of the bytes, whose length is declared as whole
 *   cut                the whole length declared, the connection cut after half
 *   replace, `body`    other bytes (a function of the right ones), with another `type` and late by `ms` when given
 *   delay, `ms`        the right answer, late by that, or when the promise `until` is kept
 *   silence            no answer at all
 */
export async function startServer(root, { base = '/', breaks = [], asHost = false } = {}) {
  const requests = [];
  // Of one path within the other the longer one counts.
  const bases = [base].flat().sort((a, b) => b.length - a.length);
  const server = await listen(async (request, response) => {
    requests.push({ path: request.url, at: Date.now() });
    const broken = breaks.find((b) => b.match.test(request.url));
    const found = await lookUp(root, bases.find((b) => request.url.startsWith(b)) ?? bases[0], request.url, asHost);
    if (!found || broken?.how === 'missing') return notFound(response);
    await send(response, await readFile(found.target), found.headers, broken);
  }, 0);
  server.on('upgrade', (request, socket) => {
    requests.push({ path: `upgrade ${request.url}`, at: Date.now() });
    socket.destroy();
  });
  const url = `http://localhost:${server.address().port}${[base].flat()[0]}`;
  const close = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return { url, requests, breaks, close };
}

function notFound(response) {
  response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><p>There is nothing here.');
}

async function send(response, bytes, headers, broken) {
  const whole = (body, more = {}) => response.writeHead(200, { ...headers, 'content-length': body.length, ...more }).end(body);
  const half = bytes.subarray(0, bytes.length >> 1);
  switch (broken?.how) {
    case undefined: return whole(bytes);
    case 'type': return whole(bytes, { 'content-type': broken.type });
    case 'truncate': return whole(half);
    case 'cut':
      response.writeHead(200, headers);
      response.write(half, () => setTimeout(() => response.destroy(), 50));
      return undefined;
    case 'replace': {
      const body = Buffer.from(broken.body(bytes.toString('utf8')));
      await new Promise((done) => setTimeout(done, broken.ms ?? 0));
      return whole(body, broken.type ? { 'content-type': broken.type } : {});
    }
    case 'delay':
      await (broken.until ?? new Promise((done) => setTimeout(done, broken.ms)));
      return whole(bytes);
    case 'silence': return undefined;
    default: throw new Error(`the test server does not know how to ${broken.how}`);
  }
}
