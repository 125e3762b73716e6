import type { Edit } from '../../src/cells/edits';
import { Philox } from '../../src/cells/generator';
import { parseCell, type Cell, type Node } from '../../src/cells/graph';
import type { Weights } from '../../src/cells/weights';
import { randomWeights } from '../../src/cells/weights';

/* Cells written out by hand, so that these tests need no file. */

type Row = { -readonly [K in keyof Node]?: Node[K] } & { id: string; operation: string };

export interface CellJson {
  format: number;
  name: string;
  title: string;
  nodes: Row[];
  values: string[];
  states: string[];
  words: Record<string, Record<string, string>>;
}

const x: Row = { id: 'x', operation: 'input' };
const previous = (state: string): Row => ({
  id: `${state}_prev`,
  operation: 'previous',
  label: state,
});
const call = (id: string, operation: string, ...args: string[]): Row => ({
  id,
  operation,
  arguments: args,
});
const affine = (label: string, args: Record<string, string>): Row => ({
  ...call(`${label}_pre`, 'affine', ...Object.values(args)),
  label,
  roles: Object.keys(args),
});
const gate = (label: string): Row[] => [
  affine(label, { h: 'h_prev', x: 'x' }),
  call(label, 'sigma', `${label}_pre`),
];

const words = {
  f: { symbol: 'f', subscript: 'f', word: 'forget gate', role: 'forget' },
  i: { symbol: 'i', subscript: 'i', word: 'input gate', role: 'input' },
  g: { symbol: '\\tilde{C}', subscript: 'C', word: 'candidate', role: 'candidate' },
  c: { symbol: 'C', word: 'cell state', role: 'cell' },
  o: { symbol: 'o', subscript: 'o', word: 'output gate', role: 'output' },
  r: { symbol: 'r', subscript: 'r', word: 'reset gate', role: 'reset' },
  z: { symbol: 'z', subscript: 'z', word: 'update gate', role: 'update' },
  n: { symbol: '\\tilde{h}', subscript: 'h', word: 'candidate', role: 'candidate' },
  n_x: { symbol: '\\tilde{h}', subscript: 'hx', word: 'from the input', role: 'candidate' },
  n_h: { symbol: '\\tilde{h}', subscript: 'hh', word: 'from the past', role: 'candidate' },
  h: { symbol: 'h', subscript: 'h', word: 'hidden state', role: 'hidden' },
};

const cell = (name: string, values: string, states: string, nodes: Row[]): CellJson => ({
  format: 1,
  name,
  title: name.toUpperCase(),
  nodes,
  values: [...values],
  states: [...states],
  words,
});

export const lstm = (): CellJson =>
  cell('lstm', 'figcoh', 'ch', [
    x,
    previous('c'),
    previous('h'),
    ...gate('f'),
    ...gate('i'),
    affine('g', { h: 'h_prev', x: 'x' }),
    call('g', 'tanh', 'g_pre'),
    call('c.1', 'multiply', 'f', 'c_prev'),
    call('c.2', 'multiply', 'i', 'g'),
    call('c', 'add', 'c.1', 'c.2'),
    ...gate('o'),
    call('h.1', 'tanh', 'c'),
    call('h', 'multiply', 'o', 'h.1'),
  ]);

const resets = {
  before: [
    call('n.1', 'multiply', 'r', 'h_prev'),
    affine('n', { h: 'n.1', x: 'x' }),
    call('n', 'tanh', 'n_pre'),
  ],
  after: [
    affine('n_x', { x: 'x' }),
    affine('n_h', { h: 'h_prev' }),
    call('n.1', 'multiply', 'r', 'n_h_pre'),
    call('n_pre', 'add', 'n_x_pre', 'n.1'),
    call('n', 'tanh', 'n_pre'),
  ],
};

const updates = {
  new: [
    call('h.1', 'one_minus', 'z'),
    call('h.2', 'multiply', 'h.1', 'h_prev'),
    call('h.3', 'multiply', 'z', 'n'),
    call('h', 'add', 'h.2', 'h.3'),
  ],
  old: [
    call('h.1', 'multiply', 'z', 'h_prev'),
    call('h.2', 'one_minus', 'z'),
    call('h.3', 'multiply', 'h.2', 'n'),
    call('h', 'add', 'h.1', 'h.3'),
  ],
};

export const gru = (
  reset: keyof typeof resets = 'before',
  z: keyof typeof updates = 'new',
): CellJson =>
  cell(`gru_${reset}_${z}`, 'rznh', 'h', [
    x,
    previous('h'),
    ...gate('r'),
    ...gate('z'),
    ...resets[reset],
    ...updates[z],
  ]);

export const rnn = (): CellJson =>
  cell('rnn', 'h', 'h', [
    x,
    previous('h'),
    affine('h', { h: 'h_prev', x: 'x' }),
    call('h', 'tanh', 'h_pre'),
  ]);

export const rnnRelu = (): CellJson =>
  cell('rnn_relu', 'h', 'h', [
    x,
    previous('h'),
    affine('h', { h: 'h_prev', x: 'x' }),
    call('h', 'relu', 'h_pre'),
  ]);

export const LSTM = parseCell(lstm());
export const GRU = parseCell(gru());
export const GRU_RESET_AFTER = parseCell(gru('after', 'old'));
export const RNN = parseCell(rnn());
export const RNN_RELU = parseCell(rnnRelu());

export const CELLS: readonly Cell[] = [
  LSTM,
  GRU,
  GRU_RESET_AFTER,
  RNN,
  RNN_RELU,
  parseCell(gru('before', 'old')),
  parseCell(gru('after', 'new')),
];

/** Weights with biases that are not zero, so that each parameter counts. */
export function someWeights(cell: Cell, inputSize: number, hiddenSize: number): Weights {
  const weights = randomWeights(cell, { inputSize, hiddenSize, seed: 7 });
  const draws = new Philox(8);
  for (const [name, data] of Object.entries(weights.parameters)) {
    if (name.endsWith('.b')) data.set(draws.uniforms(data.length, -1, 1));
  }
  return weights;
}

export const numbers = (count: number, seed: number): Float64Array =>
  new Philox(seed, 9).uniforms(count, -1, 1);

/** Edits of every kind that both a gate, a pre-activation and a state can take. */
export function someEdits(cell: Cell): readonly Edit[] {
  const pre = cell.nodes.find((node) => node.id.endsWith('_pre'))!.id;
  return [
    { kind: 'scale', name: pre, amount: 0.7 },
    { kind: 'shift', name: pre, amount: 0.2, time: { start: 1, stop: 4 } },
    { kind: 'clamp', name: cell.values[0], amount: 0.3, unit: [1], time: [2] },
    { kind: 'scale', name: 'h', amount: 1.3, batch: [0], time: { start: 2 } },
    { kind: 'shift', name: 'h', amount: -0.1, unit: [0, 2] },
  ];
}
