import { describe, expect, it } from 'vitest';
import { philox, Philox } from '../../src/cells/generator';

const hex = (words: readonly number[]) =>
  words.map((w) => w.toString(16).padStart(8, '0')).join(' ');

describe('philox', () => {
  // From Random123's kat_vectors, philox4x32 with 10 rounds.
  const ones = 0xffffffff;
  it.each([
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [[ones, ones, ones, ones], [ones, ones], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ] as const)('encrypts %j under %j', (counter, key, expected) => {
    expect(hex(philox([...counter], key))).toBe(expected);
  });
});

describe('Philox', () => {
  it('gives the same numbers however the draws are split', () => {
    const [whole, parts] = [new Philox(3, 1), new Philox(3, 1)];
    const expected = whole.uniforms(7);
    expect([...parts.uniforms(3), parts.uniform(), ...parts.uniforms(3)]).toEqual([...expected]);
  });

  it('makes a uniform number of two words', () => {
    const words = new Philox(11);
    const [a, b] = [words.word(), words.word()];
    const u = ((a >>> 5) * 67108864 + (b >>> 6)) / 9007199254740992;
    expect(new Philox(11).uniform()).toBe(u);
    expect(new Philox(11).uniform(-2, 6)).toBe(-2 + 8 * u);
    expect(new Philox(11).integer(5, 9)).toBe(5 + Math.floor(4 * u));
  });

  it('tells seeds and streams apart', () => {
    const firsts = [new Philox(0, 0), new Philox(0, 1), new Philox(1, 0)].map((p) => p.word());
    expect(new Set(firsts).size).toBe(3);
  });

  it('stays in its range and fills it', () => {
    const drawn = new Philox(5).uniforms(2000, -1, 3);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...drawn)).toBeLessThan(3);
    expect(Math.max(...drawn) - Math.min(...drawn)).toBeGreaterThan(3.95);
  });
});
