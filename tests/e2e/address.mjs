// The address of the page, which follows what is on the screen once it rests.

/** What the links begin with that the page makes (`Link::NEWEST`). */
export const LINK = 'v3.';

/** How long the page waits after a choice before it writes it down (`REST` of `src/app/address.rs`), and a little more. */
const REST_MS = 450;

/**
 * Waits until the address is a link to the view, another one than `before`, and has come to rest; its fragment. What the
 * link is to claim must be on the screen: before that the page writes the choices alone, and the claim once it is found.
 */
export async function addressed(page, before = '') {
  await page.waitForFunction(([begin, old]) => location.hash.startsWith(begin) && location.hash !== old, [`#${LINK}`, before]);
  // A timer of the page that begins after the one it writes by, and is longer, ends after it on the slowest machine.
  return page.evaluate((rest) => new Promise((done) => { setTimeout(() => done(location.hash), rest); }), REST_MS);
}
