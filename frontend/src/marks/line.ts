import { line } from 'd3-shape';

export type Marker = 'circle' | 'square';

/** How a value becomes a place: one function for each direction. */
export interface Places {
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
}

export type Steps = readonly (number | null)[];

/** A line through the values; it breaks where there is none. */
export function linePath(values: Steps, { x, y }: Places): string {
  const draw = line<number | null>()
    .defined((value) => value !== null)
    .x((_, step) => x(step))
    .y((value) => y(value!))
    .digits(2);
  return draw([...values]) ?? '';
}

/** A marker at each value. */
export function markerPath(values: Steps, { x, y }: Places, marker: Marker, size: number): string {
  const shape = SHAPES[marker];
  return values
    .map((value, step) => (value === null ? '' : shape(x(step), y(value), size)))
    .join('');
}

/** A short level stroke at each value, of that length. */
export function levelPath(values: Steps, { x, y }: Places, length: number): string {
  return values
    .map((value, step) =>
      value === null ? '' : `M${round(x(step) - length / 2)},${round(y(value))}h${length}`,
    )
    .join('');
}

/** A bar from zero to each value that has this sign. */
export function barPath(values: Steps, { x, y }: Places, width: number, sign: 1 | -1): string {
  return values
    .map((value, step) => {
      if (value === null || !(value * sign > 0)) return '';
      const [left, down] = [round(x(step) - width / 2), round(y(0) - y(value))];
      return `M${left},${round(y(value))}h${width}v${down}h${-width}z`;
    })
    .join('');
}

const SHAPES: Readonly<Record<Marker, (x: number, y: number, size: number) => string>> = {
  circle: (x, y, r) =>
    `M${round(x - r)},${round(y)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`,
  square: (x, y, r) => `M${round(x - r)},${round(y - r)}h${2 * r}v${2 * r}h${-2 * r}z`,
};

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
