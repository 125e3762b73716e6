import { describe, expect, it } from 'vitest';
import { runInChunks } from '../../src/panels/gradient/chunks';
import { apart, exponents, ticks, type Curve } from '../../src/panels/gradient/curves';
import { describeFade } from '../../src/panels/gradient/describeFade';
import { fixedSequences, SEQUENCES } from '../../src/panels/gradient/sequences';
import { mostLags } from '../../src/state/lags';
import { loadTask, TASKS } from '../../src/tasks';

function* counting(to: number, seen: number[]): Generator<void, string> {
  for (let k = 0; k < to; k++) {
    seen.push(k);
    yield;
  }
  return 'done';
}

function curve(...median: number[]): Curve {
  const values = Float64Array.from(median);
  const band = { low: values, median: values, high: values };
  return { id: 'LSTM', label: 'LSTM', ink: '', isDirect: false, isCurrent: true, band };
}

describe('runInChunks', () => {
  it('gives the result', async () => {
    const seen: number[] = [];
    const { signal } = new AbortController();
    expect(await runInChunks(counting(5, seen), signal, 0)).toBe('done');
    expect(seen).toHaveLength(5);
  });

  it('stops when it is called off', async () => {
    const seen: number[] = [];
    const abort = new AbortController();
    const result = runInChunks(counting(1e9, seen), abort.signal, 0);
    setTimeout(() => abort.abort(), 10);
    expect(await result).toBeNull();
  });

  it('hands a failure on', async () => {
    const { signal } = new AbortController();
    await expect(runInChunks(failing(), signal)).rejects.toThrow('no number');
  });
});

// eslint-disable-next-line require-yield -- It fails before it could.
function* failing(): Generator<void, never> {
  throw new Error('no number');
}

describe('the axis', () => {
  it.each([
    [
      [1, 0.5],
      [-4, 0],
    ],
    [
      [1, 1e-5],
      [-8, 0],
    ],
    [
      [1, 1e-30],
      [-16, 0],
    ],
    [
      [1, 0],
      [-16, 0],
    ],
    [
      [1, 300],
      [-4, 3],
    ],
  ])('of a curve through %o runs over %o', (values, range) => {
    expect(exponents([curve(...values)], 2)).toEqual(range);
  });

  it('looks at the lags that are shown only', () => {
    expect(exponents([curve(1, 0.1, 1e-12)], 2)).toEqual([-4, 0]);
  });

  it.each([
    [
      [-4, 0],
      [0, -1, -2, -3, -4],
    ],
    [
      [-16, 0],
      [0, -4, -8, -12, -16],
    ],
    [
      [-4, 3],
      [2, 0, -2, -4],
    ],
  ] as const)('over %o has lines at %o', (range, expected) => {
    expect(ticks(range).map((tick) => tick + 0)).toEqual(expected);
  });
});

describe('apart', () => {
  it('leaves labels that are apart where they are', () => {
    expect(apart([40, 0, 20], 12, 100)).toEqual([40, 0, 20]);
  });

  it('keeps their order and their distance, and stays within the end', () => {
    expect(apart([98, 99, 100], 10, 100)).toEqual([80, 90, 100]);
    expect(apart([5, 4], 10, 100)).toEqual([14, 4]);
  });
});

describe.each(TASKS)('the sequences of $name', (task) => {
  it('are whole and the same each time', () => {
    const x = fixedSequences(task);
    expect(x).toHaveLength((mostLags(task) + 1) * SEQUENCES * task.channels.length);
    expect(x.every(Number.isFinite)).toBe(true);
    expect(fixedSequences(task)).toEqual(x);
  });

  it('are the samples of the first seeds', () => {
    const width = task.channels.length;
    const own = task.sample(1, mostLags(task) + 1).x;
    const first = fixedSequences(task).subarray(width, 2 * width);
    expect([...first]).toEqual(own[0]);
  });
});

it('looks back seven steps into a digit, and a hundred elsewhere', () => {
  expect(mostLags(loadTask('digits'))).toBe(7);
  expect(mostLags(loadTask('sunspots'))).toBe(100);
});

it('says what the figure shows', () => {
  expect(describeFade([curve(1, 1e-17)], 2, 'trained')).toContain('2 steps back');
  expect(describeFade([curve(1, 1e-17)], 2, 'trained')).toContain('LSTM below 10⁻¹⁶');
});
