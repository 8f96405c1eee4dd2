// Builds our side as the page is built: the release profile, the same flags, wasm-bindgen, and wasm-opt as index.html has it.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TARGET = 'wasm32-unknown-unknown';

/** Builds into `folder`: page.js and page_bg.wasm. */
export function build(folder) {
  const cargo = ['build', '--locked', '--release', '--target', TARGET, '--bench', 'page', '--message-format=json-render-diagnostics'];
  const messages = execFileSync('cargo', cargo, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 1 << 28 });
  const built = messages.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const { executable } = built.findLast((m) => m.reason === 'compiler-artifact' && m.target.name === 'page');
  run('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-name', 'page', '--out-dir', folder, executable]);
  const wasm = join(folder, 'page_bg.wasm');
  run('wasm-opt', [...optimisation(), wasm, '-o', wasm]);
}

/** What trunk hands to wasm-opt. */
function optimisation() {
  const html = readFileSync('index.html', 'utf8');
  const [, level] = html.match(/data-wasm-opt="(\w)"/);
  const [, parameters] = html.match(/data-wasm-opt-params="([^"]*)"/);
  return [`-O${level}`, ...parameters.split(' ')];
}

function run(command, args) {
  execFileSync(command, args, { stdio: 'inherit' });
}
