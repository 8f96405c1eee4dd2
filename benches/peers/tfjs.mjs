// TensorFlow.js in the same browser: a forward pass of the network of the task, or an epoch of training one like it.

import '/tfjs/tfjs-core/dist/tf-core.min.js';
import '/tfjs/tfjs-layers/dist/tf-layers.min.js';
import '/tfjs/tfjs-backend-cpu/dist/tf-backend-cpu.min.js';
import '/tfjs/tfjs-backend-wasm/dist/tf-backend-wasm.min.js';
import '/tfjs/tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js';
import { answer } from '/benches/line.mjs';

const { tf } = globalThis;
let work;

/** Whether the browser has the backend; a GPU that is computed in software is none. */
async function has(backend) {
  if (backend !== 'webgpu') return true;
  const adapter = await navigator.gpu?.requestAdapter();
  return Boolean(adapter) && !adapter.info.isFallbackAdapter;
}

/** The rows of the task, again and again until there are `n`. */
function repeated(rows, n) {
  const width = rows[0].length;
  const x = new Float32Array(n * width);
  for (let i = 0; i < n; i += 1) x.set(rows[i % rows.length], i * width);
  return tf.tensor2d(x, [n, width]);
}

/** Bias and ReLU are fused into the product, as the backend does it best. */
function forward({ network, x, n_rows: n }) {
  const input = repeated(x, n);
  const layers = network.map(({ weights, biases }) => ({ b: tf.tensor2d(weights), bias: tf.tensor1d(biases) }));
  const run = async () => {
    const out = tf.tidy(() => layers.reduce((a, { b, bias }, i) => {
      const activation = i + 1 < layers.length ? 'relu' : 'linear';
      return tf.fused.matMul({ a, b, bias, activation });
    }, input));
    const raw = await out.data();
    out.dispose();
    return raw;
  };
  return { run, result: (raw) => ({ n: raw.length, raw: [...raw.subarray(0, x.length)] }) };
}

function training({ x: rows, y: classes, spec: { Network: spec } }) {
  const [x, y] = [tf.tensor2d(rows), tf.tensor2d(classes, [classes.length, 1])];
  let model;
  /** A new start, outside of the timed part. */
  const start = () => {
    model?.dispose();
    model = tf.sequential();
    spec.hidden.forEach((units, i) => model.add(tf.layers.dense({
      units, activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: i + 1 }),
      inputShape: i === 0 ? [rows[0].length] : undefined,
    })));
    model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotNormal({ seed: 9 }) }));
    model.compile({ optimizer: tf.train.adam(spec.learning_rate), loss: 'binaryCrossentropy' });
  };
  const run = () => model.fit(x, y, { batchSize: spec.batch, epochs: spec.epochs, shuffle: true, yieldEvery: 'never', verbose: 0 });
  const result = async () => {
    const p = model.predict(x, { batchSize: 4096 });
    const found = await p.data();
    p.dispose();
    return { accuracy: classes.filter((c, i) => (found[i] > 0.5) === (c === 1)).length / classes.length };
  };
  return { start, run, result };
}

answer({
  /** Prepares a task for one of the backends; the package's version, or nothing where the browser has no such backend. */
  async prepare(backend, task) {
    if (!(await has(backend))) return null;
    // The whole name of the file keeps it from taking the build with threads.
    tf.wasm.setWasmPath('/tfjs/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
    if (!(await tf.setBackend(backend))) throw new Error(`tfjs cannot use ${backend}`);
    const parsed = JSON.parse(task);
    work = 'network' in parsed ? forward(parsed) : training(parsed);
    return `tfjs ${tf.version_core} ${backend}`;
  },
  async run() {
    work.start?.();
    const begun = performance.now();
    const found = await work.run();
    const seconds = (performance.now() - begun) / 1000;
    return { seconds, result: await work.result(found) };
  },
});
