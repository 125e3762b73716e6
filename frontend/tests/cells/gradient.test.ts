import { describe, expect, it } from 'vitest';
import { join } from '../../src/cells/equations';
import { InputError } from '../../src/cells/errors';
import { forward, type Run } from '../../src/cells/forward';
import {
  band,
  directFactor,
  directFactors,
  directPath,
  fade,
  finish,
  jacobian,
  jacobianLine,
} from '../../src/cells/gradient';
import { parseCell, type Cell } from '../../src/cells/graph';
import type { Weights } from '../../src/cells/weights';
import { CELLS, GRU, gru, LSTM, numbers, RNN, someWeights } from './fixtures';

const [TIME, UNITS] = [6, 3];
const x = numbers(TIME, 1);

function statesAfter(run: Run, step: number): Record<string, Float64Array> {
  const { cell } = run.weights;
  const rows = cell.states.map((s) => run.values[s].slice(step * UNITS, (step + 1) * UNITS));
  return Object.fromEntries(cell.states.map((s, k) => [s, rows[k]]));
}

/** ‖∂h_T/∂s_{T−lag}‖_F by central differences: the run is taken up with each state changed. */
function normByDifferences(weights: Weights, lag: number): number {
  const whole = forward(weights, x, { time: TIME, batch: 1 });
  const from = TIME - lag;
  const start =
    from === 0
      ? Object.fromEntries(weights.cell.states.map((s) => [s, new Float64Array(UNITS)]))
      : statesAfter(whole, from - 1);
  const end = (state: string, unit: number, by: number) => {
    const initial = { ...start, [state]: start[state].map((v, k) => v + (k === unit ? by : 0)) };
    return forward(weights, x.slice(from), { time: lag, batch: 1, initial }).values.h.slice(-UNITS);
  };
  let squares = 0;
  for (const state of weights.cell.states) {
    for (let unit = 0; unit < UNITS; unit++) {
      const [high, low] = [end(state, unit, 1e-5), end(state, unit, -1e-5)];
      high.forEach((v, k) => (squares += ((v - low[k]) / 2e-5) ** 2));
    }
  }
  return Math.sqrt(squares);
}

const named = CELLS.map((cell) => [cell.name, cell] as const);

describe('fade', () => {
  const lags = [1, 2, 3, 6];

  it.each(named)('gives the norms of the gradient over lags of %s', (_, cell) => {
    const weights = someWeights(cell, 1, UNITS);
    const { full } = finish(fade(weights, x, { time: TIME, batch: 1, lags }));
    const first = normByDifferences(weights, 1);
    full.forEach((norm, k) => {
      expect(norm).toBeCloseTo(normByDifferences(weights, lags[k]) / first, 7);
    });
  });

  it('takes each sequence by itself', () => {
    const weights = someWeights(LSTM, 2, UNITS);
    const together = numbers(TIME * 3 * 2, 4);
    const whole = finish(fade(weights, together, { time: TIME, batch: 3, lags }));
    const one = together.filter((_, k) => Math.floor(k / 2) % 3 === 1);
    const alone = finish(fade(weights, one, { time: TIME, batch: 1, lags }));
    expect([...whole.full.slice(4, 8)]).toEqual([...alone.full]);
    expect([...whole.direct.c.slice(4, 8)]).toEqual([...alone.direct.c]);
    expect([whole.sequences, whole.full[0]]).toEqual([3, 1]);
  });

  it.each([
    ['f', LSTM, 'c', (v: number) => v],
    ['1 − z', GRU, 'h', (v: number) => 1 - v],
    ['z', parseCell(gru('after', 'old')), 'h', (v: number) => v],
  ] as const)('follows the product of %s as the direct path', (_, cell, state, factor) => {
    const weights = someWeights(cell, 1, UNITS);
    const run = forward(weights, x, { time: TIME, batch: 1 });
    const gate = run.values[state === 'c' ? 'f' : 'z'];
    const norm = (lag: number) => {
      const products = [0, 1, 2].map((unit) => {
        const own = gate.filter((_, k) => k % UNITS === unit).slice(-lag);
        return own.reduce((product, v) => product * factor(v), 1);
      });
      return Math.hypot(...products);
    };
    const { direct } = finish(fade(weights, x, { time: TIME, batch: 1, lags }));
    expect(Object.keys(direct)).toEqual([state]);
    direct[state].forEach((v, k) => expect(v).toBeCloseTo(norm(lags[k]) / norm(1), 13));
  });

  it('has no direct path for an RNN', () => {
    const weights = someWeights(RNN, 1, UNITS);
    const { direct } = finish(fade(weights, x, { time: TIME, batch: 1, lags }));
    expect(Object.keys(direct)).toEqual([]);
  });

  it('leaves off after each piece of work', () => {
    const work = fade(someWeights(LSTM, 1, UNITS), x, { time: TIME, batch: 1, lags });
    expect([...work]).toHaveLength(UNITS);
  });

  it.each([[0], [7], [1.5]])('refuses the lag %d', (lag) => {
    const work = fade(someWeights(RNN, 1, 1), x, { time: TIME, batch: 1, lags: [lag] });
    expect(() => finish(work)).toThrow(InputError);
  });
});

describe('band', () => {
  it('gives median and 10–90 % of the sequences, for each lag', () => {
    const values = Float64Array.from({ length: 22 }, (_, k) => (k % 2 ? -1 : 1) * (k >> 1));
    const { low, median, high } = band(values, 11);
    expect([...low, ...median, ...high]).toEqual([1, -9, 5, -5, 9, -1]);
  });
});

describe('the direct path', () => {
  it.each<[string, Cell, string, string | null]>([
    ['LSTM', LSTM, 'c', 'f'],
    ['LSTM', LSTM, 'h', null],
    ['GRU', GRU, 'h', 'h.1'],
    ['GRU that keeps the old', parseCell(gru('before', 'old')), 'h', 'z'],
    ['RNN', RNN, 'h', null],
  ])('of the %s goes through the right factor', (_, cell, state, factor) => {
    expect(directFactor(cell, state)).toBe(factor);
    expect(directFactors(cell, state)).toEqual(factor ? [factor] : []);
  });

  it("carries the state's own edits", () => {
    const edits = [{ kind: 'scale', name: 'c', amount: 0.5, time: [2] } as const];
    const run = forward(someWeights(LSTM, 1, UNITS), x, { time: TIME, batch: 1, edits });
    const path = directPath(run, 'c')!;
    expect([path[0], path[6]]).toEqual([run.values.f[0], run.values.f[6] / 2]);
    expect(directPath(run, 'h')).toBeNull();
  });
});

describe('jacobian', () => {
  /** The slope of each unit of a state at a step by a shift of one unit of it a step before. */
  function byShift(run: Run, step: number, state: string): number[] {
    const { weights, time, batch } = run;
    const column = (unit: number) => {
      const after = (amount: number) => {
        const edits = [
          { kind: 'shift', name: state, amount, time: [step - 1], unit: [unit] } as const,
        ];
        const shifted = forward(weights, run.x, { time, batch, edits }).values[state];
        return shifted.subarray(step * UNITS, (step + 1) * UNITS);
      };
      const [high, low] = [after(1e-5), after(-1e-5)];
      return high.map((v, k) => (v - low[k]) / 2e-5);
    };
    const columns = [0, 1, 2].map(column);
    return [0, 1, 2].flatMap((row) => columns.map((values) => values[row]));
  }

  it.each(CELLS.flatMap((cell) => cell.states.map((s) => [cell.name, s, cell] as const)))(
    'of %s by %s is exact, every path included',
    (_, state, cell) => {
      const run = forward(someWeights(cell, 1, UNITS), x, { time: TIME, batch: 1 });
      const expected = byShift(run, 3, state);
      jacobian(run, 3, state).forEach((v, k) => expect(v).toBeCloseTo(expected[k], 8));
    },
  );

  it('of an RNN is diag(1 − h²)·W', () => {
    const weights = someWeights(RNN, 1, UNITS);
    const run = forward(weights, x, { time: TIME, batch: 1 });
    const w = weights.parameters['h.h'];
    jacobian(run, 0, 'h').forEach((v, k) => {
      const h = run.values.h[Math.floor(k / UNITS)];
      expect(v).toBeCloseTo((1 - h * h) * w[k], 13);
    });
  });

  it('of one sequence knows nothing of the others', () => {
    const weights = someWeights(LSTM, 1, UNITS);
    const together = numbers(TIME * 2, 3);
    const one = together.filter((_, k) => k % 2 === 1);
    const run = forward(weights, together, { time: TIME, batch: 2 });
    const alone = forward(weights, one, { time: TIME, batch: 1 });
    expect([...jacobian(run, 4, 'c', 1)]).toEqual([...jacobian(alone, 4, 'c')]);
    expect([...jacobian(run, 0, 'c', 1)]).toEqual([...jacobian(alone, 0, 'c')]);
  });

  it.each([
    [6, 'h'],
    [-1, 'h'],
    [0, 'f'],
  ])('refuses step %d of %s', (step, state) => {
    const run = forward(someWeights(LSTM, 1, UNITS), x, { time: TIME, batch: 1 });
    expect(() => jacobian(run, step, state)).toThrow(InputError);
  });
});

describe('jacobianLine', () => {
  it.each<[string, Cell, string, string | null]>([
    [
      'LSTM',
      LSTM,
      'c',
      String.raw`\frac{\partial C_t}{\partial C_{t-1}} = \mathrm{diag}(f_t) + \cdots`,
    ],
    ['LSTM', LSTM, 'h', null],
    [
      'GRU',
      GRU,
      'h',
      String.raw`\frac{\partial h_t}{\partial h_{t-1}} = \mathrm{diag}(1 - z_t) + \cdots`,
    ],
    [
      'RNN',
      RNN,
      'h',
      String.raw`\frac{\partial h_t}{\partial h_{t-1}} = \mathrm{diag}(1 - h_t^2) \cdot W_h`,
    ],
  ])('of the %s comes from its graph', (_, cell, state, expected) => {
    const pieces = jacobianLine(cell, state);
    expect(pieces && join(pieces)).toBe(expected);
  });

  it('links the factor with its gate', () => {
    expect(jacobianLine(GRU, 'h')!.map(({ node }) => node)).toContain('z');
  });
});
