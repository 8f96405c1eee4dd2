// What a host should send with each file of the page, from docs/hosting/headers.json.

import { readFileSync } from 'node:fs';

/** `{ rules: [{ what, paths, headers }], types: { ending: type } }`. */
export const HOSTING = JSON.parse(readFileSync(new URL('../docs/hosting/headers.json', import.meta.url), 'utf8'));

/** The headers of a file by its path in the folder of the page; of rules with the same header the last one counts. */
export function headersOf(path) {
  const rules = HOSTING.rules.filter(({ paths }) => paths.some((pattern) => matches(pattern, path)));
  return Object.assign({}, ...rules.map((rule) => rule.headers));
}

function matches(pattern, path) {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
