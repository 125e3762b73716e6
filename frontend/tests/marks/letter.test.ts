import { expect, test } from 'vitest';
import { parseLetter } from '../../src/marks/letter';

test('a letter without a tilde is as it is written', () => {
  expect(parseLetter('f')).toEqual({ plain: 'f', tilde: null });
  expect(parseLetter('name')).toEqual({ plain: 'name', tilde: null });
});

test('a tilde stands above its letter, and further to the right above a capital', () => {
  const [capital, small] = ['C', 'h'].map((letter) => parseLetter(`\\tilde{${letter}}`));
  expect([capital.plain, small.plain]).toEqual(['C', 'h']);
  const start = ({ tilde }: { tilde: string | null }) =>
    /^M([\d.]+),-([\d.]+)q/.exec(tilde!)!.slice(1).map(Number);
  const [[x, y], [smallX, smallY]] = [capital, small].map(start);
  expect(x).toBeGreaterThan(smallX);
  // In shares of the size: above the letter, whose height is 0.7 of it.
  expect(Math.min(y, smallY)).toBeGreaterThan(0.7);
});
