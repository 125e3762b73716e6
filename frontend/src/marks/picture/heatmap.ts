import { inkOn } from '../colour';
import { gapOf, hasNumbers, NUMBER_SIZE, shareOf, type HeatPicture } from '../heatCanvas';
import type { Shape } from './shape';

/** A heat map in true SVG: a rectangle for each value, and its number where there is room. */
export function heatmapSvg(picture: HeatPicture): Shape {
  const { values, time, units } = picture;
  const cells = Array.from({ length: time * units }, (_, k) => k);
  const at = (k: number) => ({ step: Math.floor(k / units), unit: k % units, value: values[k] });
  const numbers = hasNumbers(picture) ? cells.map((k) => numberOf(picture, at(k))) : [];
  return {
    tag: 'g',
    children: [
      { tag: 'g', children: cells.map((k) => cellOf(picture, at(k))) },
      {
        tag: 'g',
        attributes: { 'font-size': NUMBER_SIZE, 'text-anchor': 'middle' },
        children: numbers,
      },
    ],
  };
}

interface Value {
  readonly step: number;
  readonly unit: number;
  readonly value: number;
}

function cellOf(picture: HeatPicture, { step, unit, value }: Value): Shape {
  const { column, row, ramp } = picture;
  const attributes = {
    x: step * column,
    y: unit * row,
    width: column - 1,
    height: row - gapOf(picture),
    fill: ramp.colour(shareOf(picture, value)),
  };
  return { tag: 'rect', attributes };
}

/** From the middle of the line to its baseline, in shares of the size. */
const BASELINE = 0.36;

function numberOf(picture: HeatPicture, { step, unit, value }: Value): Shape {
  const { column, row, format } = picture;
  const attributes = {
    x: (step + 0.5) * column,
    y: (unit + 0.5) * row + 0.5 + BASELINE * NUMBER_SIZE,
    fill: inkOn(shareOf(picture, value)),
  };
  return { tag: 'text', attributes, children: [format(value)] };
}
