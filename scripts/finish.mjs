// What is made of a build when trunk is done with it: it is made lean, and gets the page as one file, the service worker, and
// the list of checksums.
// The same files in give the same files out. Trunk calls it for each build (Trunk.toml).
//
//   node scripts/finish.mjs folder

import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLean } from './lean.mjs';
import { files, sha256, writeOffline } from './offline.mjs';
import { writeSingle } from './single.mjs';

const www = fileURLToPath(new URL('../www', import.meta.url));
const root = resolve(process.argv[2] ?? process.env.TRUNK_STAGING_DIR);

makeLean(root);
writeSingle(root, www);
writeOffline(root, www);
// As sha256sum writes it and reads it again (`sha256sum --check SHA256SUMS`).
const names = files(root).filter((name) => name !== 'SHA256SUMS');
writeFileSync(join(root, 'SHA256SUMS'), names.map((name) => `${sha256(readFileSync(join(root, name)))}  ${name}\n`).join(''));
