import { expect, test } from 'vitest';
import { drawTiles } from '../../src/opened/frame';
import type { Painted } from '../../src/opened/paint';

/** A canvas that says where pictures were drawn on it: from and to which column. */
function canvasThatTells() {
  const drawn: [number, number][] = [];
  const context = {
    clearRect: () => undefined,
    drawImage: (...given: number[]) => drawn.push([given[5], given[5] + given[7]]),
  };
  const canvas = { width: 0, height: 0, getContext: () => context };
  return { canvas: canvas as unknown as HTMLCanvasElement, drawn };
}

test.each([1, 1.1, 1.25, 1.5, 1.59])('tiles meet on whole pixels at %f pixels each', (ratio) => {
  const { canvas, drawn } = canvasThatTells();
  const painted = [0, 256, 512, 768].map((start) => ({ start, steps: 256, image: {} }) as Painted);
  drawTiles(canvas, painted, { start: 100, span: 773, width: 797, height: 40, ratio });
  expect(drawn).toHaveLength(4);
  for (const [k, [left, right]] of drawn.entries()) {
    expect([left, right].every(Number.isInteger)).toBe(true);
    if (k > 0) expect(left).toBe(drawn[k - 1][1]);
  }
  expect(drawn[0][0]).toBeLessThan(0);
});
