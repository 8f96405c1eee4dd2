// Measures us against the peers, side by side, prints a table and writes target/bench/report.json.
//
//   node benches/run.mjs [--only id,id] [--runs 9]

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { open } from './browser.mjs';
import { build } from './build.mjs';
import { measure } from './measure.mjs';
import { lines } from './table.mjs';
import { WORKLOADS } from './workloads.mjs';

const FOLDER = 'target/bench';

const { values } = parseArgs({ options: { only: { type: 'string' }, runs: { type: 'string', default: '9' } } });
const wanted = WORKLOADS.filter(({ id }) => !values.only || values.only.split(',').includes(id));

console.log('bench: building our side');
const program = join(FOLDER, 'page');
mkdirSync(program, { recursive: true });
build(program);

const { page, device, close } = await open(program);
const date = new Date().toISOString().slice(0, 10);
const report = [];
try {
  for (const workload of wanted) {
    if (!workload.waits) console.log(`bench: ${workload.id}`);
    report.push({ ...await measure(workload, { page, runs: Number(values.runs), folder: FOLDER }), device, date });
  }
} finally {
  await close();
}
writeFileSync(join(FOLDER, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${device}, ${date}; medians of runs in turns\n\n${lines(report).join('\n')}`);
if (report.some(({ note }) => note.startsWith('error'))) process.exitCode = 1;
