// How the page and its workers speak: a call and its arguments there, a value or an error back.

/** In a worker: answers each call by the function of that name. */
export function answer(functions) {
  self.onmessage = async ({ data: { id, call, args } }) => {
    try {
      self.postMessage({ id, value: await functions[call](...args) });
    } catch (error) {
      self.postMessage({ id, error: error.stack ?? String(error) });
    }
  };
}

/** On the page: a function that calls one of the functions of the worker that runs `script`. */
export function caller(script) {
  const worker = new Worker(script, { type: 'module' });
  const waiting = new Map();
  let n = 0;
  worker.onmessage = ({ data: { id, value, error } }) => {
    const { done, failed } = waiting.get(id);
    waiting.delete(id);
    if (error) failed(new Error(error));
    else done(value);
  };
  worker.onerror = (event) => {
    const error = new Error(`${script}: ${event.message ?? 'it cannot be loaded'}`);
    waiting.forEach(({ failed }) => failed(error));
  };
  return (call, args) => new Promise((done, failed) => {
    n += 1;
    waiting.set(n, { done, failed });
    worker.postMessage({ id: n, call, args });
  });
}
