import type { Weights } from '../../src/cells/weights';

/** An LSTM written out by hand, one sequence, with room for an edit of each value at each step. */
export function lstmLoop(
  { inputSize, hiddenSize, parameters: p }: Weights,
  x: Float64Array,
  time: number,
  edit: (name: string, value: number, step: number, unit: number) => number,
): Record<string, number[][]> {
  const kept: Record<string, number[][]> = { f: [], i: [], g: [], c: [], o: [], h: [] };
  let h = Array<number>(hiddenSize).fill(0);
  let c = Array<number>(hiddenSize).fill(0);
  for (let t = 0; t < time; t++) {
    const sum = (gate: string, unit: number) => {
      let s = p[`${gate}.b`][unit];
      for (let j = 0; j < hiddenSize; j++) s += p[`${gate}.h`][unit * hiddenSize + j] * h[j];
      for (let j = 0; j < inputSize; j++) {
        s += p[`${gate}.x`][unit * inputSize + j] * x[t * inputSize + j];
      }
      return edit(`${gate}_pre`, s, t, unit);
    };
    const each = (name: string, value: (unit: number) => number) => {
      const row = Array.from({ length: hiddenSize }, (_, unit) => edit(name, value(unit), t, unit));
      kept[name].push(row);
      return row;
    };
    const sigma = (s: number) => 1 / (1 + Math.exp(-s));
    const f = each('f', (u) => sigma(sum('f', u)));
    const i = each('i', (u) => sigma(sum('i', u)));
    const g = each('g', (u) => Math.tanh(sum('g', u)));
    const before = c;
    c = each('c', (u) => f[u] * before[u] + i[u] * g[u]);
    const o = each('o', (u) => sigma(sum('o', u)));
    const memory = c;
    h = each('h', (u) => o[u] * Math.tanh(memory[u]));
  }
  return kept;
}
