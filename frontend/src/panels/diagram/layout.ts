/** Where a cell's nodes and wires stand on the screen: the one thing that the page adds per cell. */

export type Point = readonly [x: number, y: number];

/** Boxes are learned layers, circles and pills pointwise operations, ports where a step begins. */
export type Shape = 'box' | 'circle' | 'pill' | 'port';

export interface Place {
  /** The middle of the shape; a port's wires start here. */
  readonly x: number;
  readonly y: number;
  readonly shape: Shape;
  readonly width?: number;
  /** Other nodes that the same shape draws: a layer's pre-activation. */
  readonly draws?: readonly string[];
  /** The middle of the strip's upper edge, the input's left end; a box has its strip inside. */
  readonly value?: Point;
  /** Where the number of the untouched run goes, if not under the number. */
  readonly ghost?: 'right';
  /** The start of a port's symbol. */
  readonly label?: Point;
}

export interface WirePlace {
  readonly from: string;
  readonly to: string;
  /** The corners, from the source's outline to the target's; all segments are upright or level. */
  readonly points: readonly Point[];
}

/** Where a state leaves the cell. */
export interface Exit {
  readonly of: string;
  readonly points: readonly Point[];
  readonly label: Point;
  readonly value?: Point;
  /** Whether it leaves the layer, rather than for the next step. */
  readonly isOutput?: boolean;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The cell's own ground: left, top, right, bottom. */
  readonly body: readonly [number, number, number, number];
  readonly nodes: Readonly<Record<string, Place>>;
  readonly wires: readonly WirePlace[];
  readonly exits: readonly Exit[];
}

export const BOX = { width: 64, height: 70 };
export const RADIUS = 12;
export const PILL = { width: 42, height: 22 };

/** Corners written as SVG writes them: `0,70 76,70 76,326`. */
export function way(corners: string): readonly Point[] {
  return corners.split(' ').map((corner) => {
    const [x, y] = corner.split(',').map(Number);
    return [x, y];
  });
}

export function wire(from: string, to: string, corners: string): WirePlace {
  return { from, to, points: way(corners) };
}

/** Half the width and half the height of a shape. */
export function extent({ shape, width }: Place): Point {
  if (shape === 'box') return [(width ?? BOX.width) / 2, BOX.height / 2];
  if (shape === 'pill') return [(width ?? PILL.width) / 2, PILL.height / 2];
  return shape === 'circle' ? [RADIUS, RADIUS] : [0, 0];
}

/** The place that draws a node: its own, or that of the shape it is drawn in. */
export function placeOf(layout: Layout, id: string): string {
  const host = Object.entries(layout.nodes).find(([, place]) => place.draws?.includes(id));
  return host ? host[0] : id;
}
