// Writes the ready files for hosts from docs/hosting/headers.json, beside it. A test holds them to it.
//
//   node scripts/hosting.mjs

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HOSTING } from './headers.mjs';

const { rules, types } = HOSTING;
const made = 'Made by scripts/hosting.mjs from docs/hosting/headers.json; docs/hosting.md says where it goes.';

/** By name, what stands in each file. */
export const FILES = { _headers: netlify(), '.htaccess': apache(), 'nginx.conf': nginx(), Caddyfile: caddy() };

/** Netlify and Cloudflare Pages. Both join values that two rules give for one header; no two of ours do. */
function netlify() {
  const rule = ({ what, paths, headers }) => [
    `# ${what}.`, ...paths.flatMap((path) => [`/${path}`, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)]),
  ].join('\n');
  return `# ${made}\n\n${rules.map(rule).join('\n\n')}\n`;
}

/** Apache, in the folder of the page. Files are known by their names there, whatever folder that is. */
function apache() {
  const set = (headers, indent) => Object.entries(headers).map(([name, value]) => `${indent}Header always set ${name} "${value}"`);
  const rule = ({ what, paths, headers }) => {
    if (paths.includes('*')) return [`  # ${what}.`, ...set(headers, '  ')];
    const inFolders = paths.filter((path) => path.endsWith('/*')).map((path) => path.slice(0, -2));
    const names = paths.filter((path) => path !== '' && !path.endsWith('/*'));
    return [
      `  # ${what}.`,
      `  <FilesMatch "^(${names.map(asRegExp).join('|')})$">`, ...set(headers, '    '), '  </FilesMatch>',
      ...inFolders.flatMap((folder) => [`  <If "%{REQUEST_URI} =~ m#/${folder}/[^/]*$#">`, ...set(headers, '    '), '  </If>']),
    ];
  };
  const addTypes = Object.entries(types).map(([ending, type]) => `AddType ${type} .${ending}`);
  return [`# ${made}`, '', ...addTypes, '', '<IfModule mod_headers.c>', ...rules.flatMap(rule), '</IfModule>', ''].join('\n');
}

/** nginx: maps for the level of `http`, and what goes into the `location` of the page. A header that is empty is not sent. */
function nginx() {
  const everywhere = rules.find(({ paths }) => paths.includes('*'));
  const others = rules.filter((rule) => rule !== everywhere);
  const varied = [...new Set(others.flatMap((rule) => Object.keys(rule.headers)))];
  const variable = (name) => `$vitrine_${name.toLowerCase().replaceAll('-', '_')}`;
  const map = (name) => [
    `map $uri ${variable(name)} {`,
    ...others.filter((rule) => name in rule.headers).flatMap(({ what, paths, headers }) => [
      `    # ${what}.`, `    "~/(${paths.map(asRegExp).join('|')})$" "${headers[name]}";`,
    ]),
    '}', '',
  ];
  return [
    `# ${made}`, '', '# These belong to the level of http.', ...varied.flatMap(map),
    '# These belong into the server or the location of the page, in which no other add_header may stand.',
    ...Object.entries(everywhere.headers).map(([name, value]) => `add_header ${name} "${value}" always;`),
    ...varied.map((name) => `add_header ${name} ${variable(name)} always;`),
    'types {', '    text/html html;', '    text/css css;', '    image/svg+xml svg;', '    image/png png;',
    ...Object.entries(types).map(([ending, type]) => `    ${type} ${ending};`), '}', '',
  ].join('\n');
}

/** Caddy: what goes into the block of the site. */
function caddy() {
  const rule = ({ what, paths, headers }, i) => {
    const matcher = paths.includes('*') ? '' : ` @rule${i}`;
    const named = matcher === '' ? [] : [`@rule${i} path ${paths.map((path) => `/${path}`).join(' ')}`];
    return [`# ${what}.`, ...named, ...Object.entries(headers).map(([name, value]) => `header${matcher} ${name} "${value}"`), ''];
  };
  const addTypes = Object.entries(types).flatMap(([ending, type]) => [`@${ending} path *.${ending}`, `header @${ending} Content-Type "${type}"`]);
  return [`# ${made}`, '', ...rules.flatMap(rule), ...addTypes, ''].join('\n');
}

function asRegExp(path) {
  return path.replace(/[.]/g, '\\.').replace('*', '[^/]*');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(FILES)) writeFileSync(new URL(`../docs/hosting/${name}`, import.meta.url), text);
}
