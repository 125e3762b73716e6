import { describe, expect, it } from 'vitest';
import { binsOf, coarsest, covering, tilesOver, widthFor } from '../../src/opened/tiling';

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

describe('what is drawn', () => {
  const run = { width: 4, length: 50_000, bins: 256 };
  const span = { start: 1000, stop: 4000 };
  const drawn = (isThere: (width: number, start: number) => boolean) =>
    covering(span, run, ({ width, start }) => isThere(width, start)).map(
      ({ width, start }) => `${width} from ${start}`,
    );

  it('is of the finest tiles where they are there, and of no others', () => {
    expect(drawn(() => true)).toEqual(['4 from 0', '4 from 1024', '4 from 2048', '4 from 3072']);
  });

  it('is of wider ones below where a finer one is missing', () => {
    const isThere = (width: number, start: number) => (width > 4 ? width > 8 : start !== 1024);
    expect(drawn(isThere)).toEqual(['16 from 0', '4 from 0', '4 from 2048', '4 from 3072']);
  });

  it('is of the whole run as long as there is nothing else', () => {
    const coarse = coarsest(run.length);
    expect(drawn((width) => width === coarse)).toEqual([`${coarse} from 0`]);
    expect(drawn(() => false)).toEqual([]);
  });
});
