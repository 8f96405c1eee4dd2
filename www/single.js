// Where the parts of the page come from when it is one file: they stand in the document, and nothing is fetched. Stands
// before boot.js there. scripts/single.mjs puts the file together.
//
// Browsers start no module workers in a page from a disk, so that workers are classic ones, and the program's script
// is written as a classic script too: a function `vitrineGlue`.
(() => {
  'use strict';

  globalThis.vitrineParts = {
    workerOptions: { type: 'classic' },
    glue: async () => ({
      text: document.getElementById('glue').textContent, start: 'vitrineGlue', exports: { default: globalThis.vitrineGlue },
    }),
    module: () => part('wasm').then((bytes) => WebAssembly.compile(bytes)).catch((error) => damaged('wasm', error)),
    sample: (name) => part(`data/${name}.csv`).then((bytes) => new Uint8Array(bytes)).catch((error) => damaged(name, error)),
  };

  // The bytes of a part, which stands in an element of that name as base64 of gzip.
  async function part(name) {
    const text = atob(document.getElementById(name).textContent);
    const packed = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).arrayBuffer();
  }

  // boot.js has words for the cause.
  function damaged(name, error) {
    throw Object.assign(new Error(`${name}: ${error}`), { cause: 'part-damaged' });
  }
})();
