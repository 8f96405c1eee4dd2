// Runs the files of the end-to-end tests: as many beside each other as there are cores, two at most, each in a process with a
// browser and servers of its own. What measures times or memory comes last and alone.
//
//   node tests/e2e/run.mjs [part of a name]...

import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files whose figures other programs would change. */
const ALONE = ['first-visit', 'gpu', 'large', 'leaks', 'monkey', 'smooth'];

/** Files that take longest, which begin first so that none of them is left over at the end. */
const LONG = ['offline', 'sessions', 'exports', 'keyboard', 'links', 'accessible', 'own-data', 'faults', 'boot', 'hosting'];

/** A file that takes longer hangs, and is ended. */
const MOST_MINUTES = 30;

const here = fileURLToPath(new URL('.', import.meta.url));
const benches = fileURLToPath(new URL('../../benches/', import.meta.url));

/** The files to run, whose names have one of the parts that are asked for. */
async function chosen(parts) {
  const folders = await Promise.all([here, benches].map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))));
  return folders.flat().filter((file) => file.endsWith('.test.mjs') && (parts.length === 0 || parts.some((part) => nameOf(file).includes(part))));
}

function nameOf(file) {
  return basename(file, '.test.mjs');
}

/** Runs one file, and writes what it said in one piece; whether it passed, and how many of its tests did. */
async function run(file) {
  const began = Date.now();
  const child = spawn(process.execPath, ['--test-reporter=spec', file], { stdio: ['ignore', 'pipe', 'pipe'], timeout: MOST_MINUTES * 60_000, killSignal: 'SIGKILL' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { said += text; });
  const code = await new Promise((done) => { child.on('close', done); });
  const seconds = Math.round((Date.now() - began) / 1000);
  const count = (what) => Number(said.match(new RegExp(`^ℹ ${what} (\\d+)$`, 'm'))?.[1] ?? 0);
  const result = { file, seconds, passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') };
  // A file that ends without a word of a failure, such as one that cannot be read, failed all the same.
  if (code !== 0 && result.failed === 0) result.failed = 1;
  console.log(`---- ${relative(process.cwd(), file)}: ${seconds} s\n${said}`);
  return result;
}

/** Runs all files, `nBeside` at a time. */
async function runAll(files, nBeside) {
  const waiting = [...files];
  const results = [];
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) results.push(await run(file));
  };
  await Promise.all(Array.from({ length: nBeside }, work));
  return results;
}

const files = await chosen(process.argv.slice(2));
const rank = (file) => (LONG.includes(nameOf(file)) ? LONG.indexOf(nameOf(file)) : LONG.length);
const isAlone = (file) => ALONE.includes(nameOf(file));
const results = [
  ...await runAll(files.filter((file) => !isAlone(file)).toSorted((a, b) => rank(a) - rank(b)), Math.min(2, availableParallelism())),
  ...await runAll(files.filter(isAlone), 1),
];

const sum = (what) => results.reduce((total, result) => total + result[what], 0);
console.log('---- seconds by file');
for (const { file, seconds, failed } of results.toSorted((a, b) => b.seconds - a.seconds)) {
  console.log(`${String(seconds).padStart(6)} s  ${nameOf(file)}${failed > 0 ? ` FAILED ${failed}` : ''}`);
}
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
if (results.length === 0) console.error('no file has such a name');
if (results.length === 0 || sum('failed') > 0) process.exitCode = 1;
