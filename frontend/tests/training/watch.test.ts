import { describe, expect, it } from 'vitest';
import { MOST_RISE, Watch } from '../../src/training/watch';

const after = (...losses: readonly number[]) => {
  const watch = new Watch();
  losses.forEach((loss) => watch.see(loss));
  return watch;
};

describe('a watch', () => {
  it.each([
    ['falls', [1, 0.5, 0.2]],
    ['is noisy', [0.1, 0.3, 0.05, 0.4, 0.1]],
    ['has one bad batch', [1, 1, 1, MOST_RISE, 1]],
  ])('lets a loss be that %s', (_, losses) => {
    expect(after(...losses).isDiverged).toBe(false);
  });

  it.each([
    ['no number', [1, NaN]],
    ['infinite', [1, Infinity]],
    ['far above where it began', [0.1, ...Array<number>(40).fill(0.1 * MOST_RISE * 1.2)]],
  ])('says that a loss has diverged that is %s', (_, losses) => {
    expect(after(...losses).isDiverged).toBe(true);
  });

  it('tells weights worth going back to', () => {
    expect(after(1, 0.9, 0.8).isGood).toBe(true);
    expect(after(1, 0.1, 0.1, ...Array<number>(20).fill(5)).isGood).toBe(false);
  });
});
