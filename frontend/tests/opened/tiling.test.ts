import { describe, expect, it } from 'vitest';
import { binsOf, coarsest, tilesOver, widthFor } from '../../src/opened/tiling';

describe('the width of a column', () => {
  it('is one step as long as each has a pixel', () => {
    expect(widthFor(800, 800)).toBe(1);
  });

  it('is a power of two beyond, with room for a mean and an extreme', () => {
    for (const span of [801, 3000, 20_000, 1_000_000]) {
      const width = widthFor(span, 800);
      expect(Math.log2(width) % 1).toBe(0);
      expect(span / width).toBeLessThanOrEqual(400);
      expect(span / width).toBeGreaterThan(199);
    }
  });

  it('lets the whole run be a few hundred columns', () => {
    expect(coarsest(300)).toBe(1);
    expect(20_000 / coarsest(20_000)).toBeLessThanOrEqual(512);
  });
});

describe('tiles', () => {
  const setting = { width: 4, length: 2500, bins: 256 };

  it('cover what is asked for without a gap, on multiples of their size', () => {
    const tiles = tilesOver({ start: 1000.5, stop: 2100 }, setting);
    expect(tiles.map(({ start }) => start)).toEqual([0, 1024, 2048]);
    tiles.slice(1).forEach(({ start }, k) => expect(start).toBe(tiles[k].stop));
  });

  it('end with the run, in fewer columns', () => {
    expect(tilesOver({ start: 2100, stop: 9999 }, setting)).toEqual([
      { width: 4, start: 2048, stop: 2500, bins: 113 },
    ]);
  });

  it('are the same ones for neighbouring windows', () => {
    const [one] = tilesOver({ start: 10, stop: 500 }, setting);
    expect(tilesOver({ start: 11, stop: 501 }, setting)[0]).toEqual(one);
  });

  it('are none beyond the run', () => {
    expect(tilesOver({ start: 3100, stop: 4000 }, setting)).toEqual([]);
  });

  it('hold fewer columns of many units', () => {
    expect(binsOf(512)).toBeLessThan(binsOf(64));
  });
});
