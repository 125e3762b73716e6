import { describe, expect, it } from 'vitest';
import { gateColour } from '../../../src/marks/colour';
import { formatPlain } from '../../../src/marks/format';
import { GATE_RAMP } from '../../../src/marks/heat';
import { heatmapSvg } from '../../../src/marks/picture/heatmap';
import type { Shape } from '../../../src/marks/picture/shape';

const values = Float64Array.of(0, 0.25, 0.5, 0.75, 1, 7);
const sizes = { time: 3, units: 2, column: 40, row: 18 };
const picture = { values, ...sizes, ramp: GATE_RAMP, format: formatPlain };
const parts = (shape: Shape) => shape.children as readonly Shape[];

describe('heatmapSvg', () => {
  it('has a rectangle for each value (time, unit): steps to the right, units downwards', () => {
    const [cells] = parts(heatmapSvg(picture));
    const places = parts(cells).map(({ attributes }) => [attributes!.x, attributes!.y]);
    expect(places).toEqual([
      [0, 0],
      [0, 18],
      [40, 0],
      [40, 18],
      [80, 0],
      [80, 18],
    ]);
  });

  it("has the ramp's colours, and its ends beyond them", () => {
    const [cells] = parts(heatmapSvg(picture));
    const colours = parts(cells).map(({ attributes }) => attributes!.fill);
    expect(colours).toEqual([0, 0.25, 0.5, 0.75, 1, 1].map(gateColour));
  });

  it('writes the numbers where a cell has room for them', () => {
    const said = (column: number) =>
      parts(parts(heatmapSvg({ ...picture, column }))[1]).flatMap(({ children }) => children);
    expect(said(40)).toEqual(['0.00', '0.25', '0.50', '0.75', '1.00', '7.00']);
    expect(said(12)).toEqual([]);
  });
});
