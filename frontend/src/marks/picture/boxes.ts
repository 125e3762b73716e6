import { useId } from '../id';
import { filled, gradientOf, paintOf } from './paint';
import type { Shape } from './shape';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const;
type Side = (typeof SIDES)[number];

/** The ground, the borders and the halo of an element of the page. */
export function boxes(style: CSSStyleDeclaration, box: Box): readonly Shape[] {
  return [...halo(style, box), ...ground(style, box), ...borders(style, box)];
}

function ground(style: CSSStyleDeclaration, box: Box): readonly Shape[] {
  const id = useId('ramp');
  const gradient = gradientOf(style.backgroundImage, id);
  if (gradient) return [gradient, rect({ ...box, fill: `url(#${id})` })];
  const paint = paintOf(style.backgroundColor);
  return paint ? [rect({ ...box, ...round(style), ...filled(paint) })] : [];
}

/** A shadow without blur: a line around the box that stands off what is beneath it. */
function halo({ boxShadow }: CSSStyleDeclaration, box: Box): readonly Shape[] {
  const found = /^(.*\)) 0px 0px 0px ([\d.]+)px$/.exec(boxShadow);
  const paint = found && paintOf(found[1]);
  return paint ? [frame(grown(box, Number(found[2]) / 2), paint.colour, Number(found[2]))] : [];
}

function borders(style: CSSStyleDeclaration, box: Box): readonly Shape[] {
  const all = SIDES.map((side) => ({ side, width: widthOf(style, side) }));
  const same = all.every(({ width }) => width === all[0].width);
  const paint = paintOf(style.borderTopColor);
  if (same && all[0].width > 0 && paint) {
    const line = frame(grown(box, -all[0].width / 2), paint.colour, all[0].width);
    return [{ ...line, attributes: { ...line.attributes, ...round(style) } }];
  }
  return all.flatMap(({ side, width }) => {
    const own = paintOf(style.getPropertyValue(`border-${side}-color`));
    return width > 0 && own ? [rect({ ...edge(box, side, width), ...filled(own) })] : [];
  });
}

function widthOf(style: CSSStyleDeclaration, side: Side): number {
  const isDrawn = style.getPropertyValue(`border-${side}-style`) !== 'none';
  return isDrawn ? parseFloat(style.getPropertyValue(`border-${side}-width`)) : 0;
}

function edge({ x, y, width, height }: Box, side: Side, thick: number): Box {
  switch (side) {
    case 'top':
      return { x, y, width, height: thick };
    case 'bottom':
      return { x, y: y + height - thick, width, height: thick };
    case 'left':
      return { x, y, width: thick, height };
    case 'right':
      return { x: x + width - thick, y, width: thick, height };
  }
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function frame(box: Box, stroke: string, width: number): Shape {
  return rect({ ...box, fill: 'none', stroke, 'stroke-width': width });
}

function round({ borderTopLeftRadius }: CSSStyleDeclaration): Record<string, number> {
  const radius = parseFloat(borderTopLeftRadius);
  return radius > 0 ? { rx: radius } : {};
}

function rect(attributes: Record<string, string | number>): Shape {
  return { tag: 'rect', attributes };
}
