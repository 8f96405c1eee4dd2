// Makes the icons of the installed page from the one that index.html has in a link: www/icons/*.
//
//   node scripts/icons.mjs

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const out = resolve('www/icons');
// playwright-core is a package of the tests.
const require = createRequire(pathToFileURL(resolve('tests/e2e/package.json')));
const { chromium } = require('playwright-core');

const html = readFileSync('index.html', 'utf8');
const icon = decodeURIComponent(/<link rel="icon"[^>]* href="data:image\/svg\+xml,([^"]+)"/.exec(html)[1]).replaceAll("'", '"');

// Systems cut a maskable icon to a shape of their own and leave a circle of four fifths of its width: the paper reaches to all
// edges, and what is drawn on it is smaller.
const [, begin, paper, drawing] = /^(<svg[^>]*>)<rect[^>]* fill="(#\w+)"\/>(.*)<\/svg>$/.exec(icon);
const small = `<g transform="translate(16 16) scale(.85) translate(-16 -16)">${drawing}</g>`;
const maskable = `${begin}<rect width="32" height="32" fill="${paper}"/>${small}</svg>`;

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'icon.svg'), `${icon}\n`);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
for (const [name, svg] of [['icon', icon], ['maskable', maskable]]) {
  for (const size of [192, 512]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.goto(`data:image/svg+xml,${encodeURIComponent(svg.replace('<svg ', `<svg width="${size}" height="${size}" `))}`);
    writeFileSync(join(out, `${name}-${size}.png`), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
}
await browser.close();
