// Writes the table of target/bench/report.json between the two markers of the README.
//
//   node scripts/bench-readme.mjs

import { readFileSync, writeFileSync } from 'node:fs';
import { lines } from '../benches/table.mjs';

const MARKERS = /(<!-- bench: begin -->\n)[^]*(<!-- bench: end -->\n)/;

const report = JSON.parse(readFileSync('target/bench/report.json', 'utf8'));
const readme = readFileSync('README.md', 'utf8');
if (!MARKERS.test(readme)) throw new Error('the README has no place for the table');
const { device, date } = report[0];
const head = `Measured on ${date} on ${device}, one thread each but for pool.`;
writeFileSync('README.md', readme.replace(MARKERS, (_, begin, end) => `${begin}${[head, '', ...lines(report), ''].join('\n')}${end}`));
