// Takes the comments that stand on lines of their own out of what a build sends: scripts and styles of ours, and the page.
// They are for those who read the source, and are a fifth of what boot.js is to fetch.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OURS = /^(boot|store|offline|style)-\w+\.(js|css)$|^index\.html$/;
const COMMENTS = { js: /^[ \t]*\/\/.*\n/gm, css: /^[ \t]*\/\*[^]*?\*\/[ \t]*\n/gm, html: /^[ \t]*<!--[^]*?-->[ \t]*\n/gm };

/** Makes the files of the build in `root` lean. */
export function makeLean(root) {
  for (const name of readdirSync(root).filter((n) => OURS.test(n))) {
    const path = join(root, name);
    writeFileSync(path, lean(readFileSync(path, 'utf8'), name));
  }
}

/** A text without such comments, by the ending of its name. */
export function lean(text, name) {
  return text.replace(COMMENTS[name.split('.').pop()], '');
}
