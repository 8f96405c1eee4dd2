// The address of the page, which follows what is on the screen once it rests.

/** Waits until the address is a link to the view, another one than `before`; its fragment. */
export async function addressed(page, before = '') {
  await page.waitForFunction((old) => location.hash.startsWith('#v1.') && location.hash !== old, before);
  return page.evaluate(() => location.hash);
}
