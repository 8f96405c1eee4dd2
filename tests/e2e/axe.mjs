// What axe finds on a page, by the rules of WCAG 2.2 at its levels A and AA.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is found in the document, or in what a selector names: the rule, the element, and what is wrong with it. */
export async function violations(page, within = 'html') {
  // Not as a script element, which the policy forbids.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  return page.evaluate(async ([tags, selector]) => {
    const { violations: found } = await globalThis.axe.run(selector, { runOnly: tags, resultTypes: ['violations'] });
    return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} (${node.any.concat(node.all, node.none)[0]?.message})`));
  }, [TAGS, within]);
}
