import { extent, type Exit, type Place, type Point } from './layout';

/** Left, top, right, bottom. */
export type Area = readonly [number, number, number, number];

/** The size of a node's strip. Those of operations are small. */
export const STRIP = {
  large: { width: 46, height: 9 },
  small: { width: 34, height: 6 },
} as const;

/** The height of the line under a strip, and the size of a symbol over a wire. */
const LINE = 18;
const SYMBOL = { width: 34, height: 18 };
/** How far an input's channels and their numbers may reach. */
const INPUT = { width: 280, height: 12 };

/** Where a pointer finds a node: its shape, its value, its symbol, and what is between them. */
export function reachOf(place: Place, isInput: boolean): Area {
  const [w, h] = extent(place);
  const shape: Area = [place.x - w, place.y - h, place.x + w, place.y + h];
  const size = place.shape === 'port' ? STRIP.large : STRIP.small;
  const value = isInput ? inputArea(place.value) : valueArea(place.value, size);
  return around([...(place.shape === 'port' ? [] : [shape]), ...value, ...symbolArea(place.label)]);
}

/** Where a pointer finds a state on its way out. */
export function reachOfExit({ value, label }: Exit): Area {
  return around([...valueArea(value, STRIP.large), ...symbolArea(label)]);
}

function valueArea(at: Point | undefined, { width, height }: { width: number; height: number }) {
  if (!at) return [];
  return [[at[0] - width / 2, at[1], at[0] + width / 2, at[1] + height + LINE] as const];
}

function inputArea(at: Point | undefined): readonly Area[] {
  return at ? [[at[0], at[1], at[0] + INPUT.width, at[1] + INPUT.height]] : [];
}

function symbolArea(at: Point | undefined): readonly Area[] {
  return at ? [[at[0], at[1] - SYMBOL.height + 3, at[0] + SYMBOL.width, at[1] + 3]] : [];
}

function around(areas: readonly Area[]): Area {
  const edge = (k: number, of: (...v: number[]) => number) => of(...areas.map((area) => area[k]));
  return [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
}
