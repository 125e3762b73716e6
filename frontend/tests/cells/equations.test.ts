import { describe, expect, it } from 'vitest';
import { equations, join, latex } from '../../src/cells/equations';
import { node, parseCell } from '../../src/cells/graph';
import { CELLS, GRU, gru, LSTM, RNN } from './fixtures';

const lines = (cell: typeof LSTM) => cell.values.map((id) => latex(cell, id));

describe('equations', () => {
  it('writes the LSTM as the papers do', () => {
    expect(lines(LSTM)).toEqual([
      String.raw`f_t = \sigma(W_f \cdot [h_{t-1}, x_t] + b_f)`,
      String.raw`i_t = \sigma(W_i \cdot [h_{t-1}, x_t] + b_i)`,
      String.raw`\tilde{C}_t = \tanh(W_C \cdot [h_{t-1}, x_t] + b_C)`,
      String.raw`C_t = f_t * C_{t-1} + i_t * \tilde{C}_t`,
      String.raw`o_t = \sigma(W_o \cdot [h_{t-1}, x_t] + b_o)`,
      String.raw`h_t = o_t * \tanh(C_t)`,
    ]);
  });

  it('writes the GRU in its four forms', () => {
    const before = String.raw`\tilde{h}_t = \tanh(W_h \cdot [r_t * h_{t-1}, x_t] + b_h)`;
    const after = String.raw`\tilde{h}_t = \tanh(W_{hx} \cdot x_t + b_{hx} + r_t * (W_{hh} \cdot h_{t-1} + b_{hh}))`;
    const replaces = String.raw`h_t = (1 - z_t) * h_{t-1} + z_t * \tilde{h}_t`;
    const keeps = String.raw`h_t = z_t * h_{t-1} + (1 - z_t) * \tilde{h}_t`;
    const end = (...options: Parameters<typeof gru>) => lines(parseCell(gru(...options))).slice(2);
    expect(end('before', 'new')).toEqual([before, replaces]);
    expect(end('before', 'old')).toEqual([before, keeps]);
    expect(end('after', 'new')).toEqual([after, replaces]);
    expect(end('after', 'old')).toEqual([after, keeps]);
  });

  it('writes the RNN', () => {
    expect(lines(RNN)).toEqual([String.raw`h_t = \tanh(W_h \cdot [h_{t-1}, x_t] + b_h)`]);
  });

  it.each(CELLS.map((cell) => [cell.name, cell] as const))('gives pieces of %s', (_, cell) => {
    const found = equations(cell);
    expect(found.map(({ id }) => id)).toEqual(cell.values);
    for (const { id, pieces } of found) {
      expect(join(pieces)).toBe(latex(cell, id));
      expect(pieces[0].node).toBe(id);
      for (const piece of pieces) if (piece.node) node(cell, piece.node);
    }
  });

  it('links each symbol with its node', () => {
    const { pieces } = equations(GRU)[3];
    const linked = pieces.filter((piece) => piece.node).map((p) => [p.latex, p.node]);
    expect(linked).toEqual([
      ['h_t', 'h'],
      ['z_t', 'z'],
      ['h_{t-1}', 'h_prev'],
      ['z_t', 'z'],
      [String.raw`\tilde{h}_t`, 'n'],
    ]);
  });
});
