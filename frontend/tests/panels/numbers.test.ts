import { describe, expect, it } from 'vitest';
import fromFiles from '../../../golden/from_files.json';
import { constantText } from '../../src/cells/equations';
import { parseCell, type Cell } from '../../src/cells/graph';
import { substituted } from '../../src/panels/equations/numbers';
import { GRU, GRU_RESET_AFTER, LSTM, RNN } from '../cells/fixtures';

const VALUES: Readonly<Record<string, number>> = {
  f: 0.02,
  i: 0.96,
  g: -0.97,
  o: 0.014,
  c: -0.95,
  c_prev: -0.55,
  h_prev: 0.2,
  z: 0.9,
  r: 0.25,
  n: -0.19,
  f_pre: -3.91,
  n_pre: 0.5,
  n_x_pre: 0.3,
  n_h_pre: -0.04,
  h_pre: 1.5,
};
const say = (cell: Cell, id: string) =>
  substituted(cell, id, (name) => VALUES[name])
    .map(({ text }) => text)
    .join('');

describe('substituted', () => {
  it.each([
    [LSTM, 'f', 'σ(−3.91)'],
    [LSTM, 'c', '0.02 × −0.55 + 0.96 × −0.97'],
    [LSTM, 'h', '0.01 × tanh(−0.95)'],
    [GRU, 'n', 'tanh(0.50)'],
    [GRU, 'h', '(1 − 0.90) × 0.20 + 0.90 × −0.19'],
    [GRU_RESET_AFTER, 'n', 'tanh(0.30 + 0.25 × −0.04)'],
    [RNN, 'h', 'tanh(1.50)'],
  ])('writes %o %s', (cell, id, text) => {
    expect(say(cell, id)).toBe(text);
  });

  it('has nothing to write of a value that a matrix makes, besides the value', () => {
    const projected = Object.values(fromFiles).map((json) => parseCell(json));
    const cells = projected.filter((cell) => cell.nodes.some((n) => n.operation === 'projection'));
    expect(cells.map((cell) => say(cell, 'h'))).toEqual(cells.map(() => ''));
    expect(cells).not.toEqual([]);
  });

  it('knows the node of each number', () => {
    const nodes = substituted(LSTM, 'c', () => 1).flatMap(({ node }) => node ?? []);
    expect(nodes).toEqual(['f', 'c_prev', 'i', 'g']);
  });

  it('writes a sum with a negative term as a difference', () => {
    const values: Record<string, number> = { ...VALUES, n_x_pre: 1, r: -0.5, n_h_pre: 2 };
    const pieces = substituted(GRU_RESET_AFTER, 'n', (name) => values[name]);
    expect(pieces.map(({ text }) => text).join('')).toBe('tanh(1.00 − 0.50 × 2.00)');
  });
});

describe.each(Object.values(fromFiles).map((json) => parseCell(json)))(
  'the numbers of $name',
  (cell) => {
    const lines = cell.values.map((id) =>
      substituted(cell, id, () => 0.5)
        .map(({ text }) => text)
        .join(''),
    );

    it('are written without a word of LaTeX', () => {
      for (const line of lines) expect(line).not.toMatch(/[\\{}_^]/);
    });

    it('say a constant as the equation does', () => {
      const constants = cell.nodes.flatMap((one) => (one.constants ?? []).map(constantText));
      for (const constant of constants) {
        const written = constant.replace('-', '');
        expect(
          lines.some((line) => line.includes(written)),
          `${constant} in ${lines.join()}`,
        ).toBe(true);
      }
    });
  },
);
