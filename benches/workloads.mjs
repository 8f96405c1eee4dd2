// What is measured, against whom, and at which ratio (ours / peer) it should be at most.

import { exactShap, forward, lime, sameBits, sampledShap, training } from './checks.mjs';

/** Multiply-adds of one row through 13-64-32-1. */
const ROW = 13 * 64 + 64 * 32 + 32;
/** The same, there and back: by the weights, and by the inputs of all layers but the first. */
const ROW_TRAINED = 3 * ROW - 13 * 64;
const ADULT_ROWS = 48_842;
const FORWARD_ROWS = 210_800;

const SCORED = 'ours also scores all rows after each epoch';
const FITTED = 'ours also takes the statistics of the table';

/**
 * `work` is our side's name of it, `id` by default; `python` or `tfjs` the peer, a script or a backend; `workers` how many our
 * side has, where the peer is ours with one; `flops` the operations that the work needs, where a share of the peak says
 * something. A row that `waits` says for what.
 */
export const WORKLOADS = [
  { id: 'lime-tabular', python: 'lime_tabular.py', check: lime, target: 1 / 8, note: `1 row, 30 features, 5,000 samples; ${FITTED}` },
  { id: 'kernel-shap', python: 'kernel_shap.py', check: sampledShap, target: 1 / 4, note: '1 row, 30 features, 2,108 coalitions by 100 rows' },
  { id: 'kernel-shap-13', python: 'kernel_shap.py', check: sampledShap, target: 1 / 4, note: '10 rows, 13 features, 2,074 coalitions by 100 rows' },
  { id: 'exact-shap-12', python: 'exact_shap.py', check: exactShap, target: 1 / 4, note: '1 row, 12 features, 4,096 coalitions by 100 rows' },
  { id: 'network-train', python: 'sklearn_mlp.py', check: training, target: 1, flops: 2 * ROW_TRAINED * ADULT_ROWS * 5, note: `5 epochs; ${SCORED}` },
  { id: 'network-train-tfjs', tfjs: 'wasm', check: training, target: 1 / 10, flops: 2 * ROW_TRAINED * ADULT_ROWS, note: `1 epoch; ${SCORED}` },
  { id: 'network-train-webgpu', work: 'network-train-tfjs', tfjs: 'webgpu', check: training, note: `1 epoch; ${SCORED}` },
  { id: 'network-forward', tfjs: 'wasm', check: forward, target: 1, flops: 2 * ROW * FORWARD_ROWS, note: '210,800 rows' },
  { id: 'network-forward-webgpu', work: 'network-forward', tfjs: 'webgpu', check: forward, note: '210,800 rows' },
  { id: 'tree-shap', waits: 'Vitrine has no trees yet' },
  { id: 'tree-shap-interventional', waits: 'Vitrine has no trees yet' },
  { id: 'tree-shap-interactions', waits: 'Vitrine has no trees yet' },
  { id: 'boost-train', waits: 'Vitrine has no trees yet' },
  { id: 'forest-train', waits: 'Vitrine has no trees yet' },
  { id: 'pool', workers: 2, check: sameBits, target: 0.6, note: 'kernel-shap, 200 rows, 2 workers' },
  { id: 'gpu', waits: 'no machine with a real GPU so far' },
];
