import type { Shape } from './shape';

const known = new Map<string, string>();
let scratch: CanvasRenderingContext2D | null = null;

/** A CSS colour in a form that every program reads: `#rrggbb`, with its opacity apart. */
export interface Paint {
  readonly colour: string;
  readonly opacity: number;
}

/** What a computed colour comes to; null where it cannot be seen. */
export function paintOf(css: string): Paint | null {
  if (css === 'none' || css === '' || css.startsWith('url(')) return null;
  if (!known.has(css)) known.set(css, resolved(css));
  const [colour, opacity] = known.get(css)!.split(' ');
  return Number(opacity) === 0 ? null : { colour, opacity: Number(opacity) };
}

/** The canvas knows every form that the style sheet may use, `color-mix` and all. */
function resolved(css: string): string {
  scratch ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!scratch) return `${css} 1`;
  scratch.clearRect(0, 0, 1, 1);
  scratch.fillStyle = css;
  scratch.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = scratch.getImageData(0, 0, 1, 1).data;
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  return `#${hex} ${Math.round((alpha / 255) * 100) / 100}`;
}

/** As the attributes of a shape. */
export function filled(paint: Paint): Record<string, string | number> {
  return paint.opacity === 1
    ? { fill: paint.colour }
    : { fill: paint.colour, 'fill-opacity': paint.opacity };
}

/** A colour, with where it begins and ends where that is said. */
const STOP = /((?:rgba?|color)\([^)]*\)|#[0-9a-f]+)((?:\s+[\d.]+%)*)/g;

/** A CSS gradient to the right as one of SVG, or null where it is none. */
export function gradientOf(css: string, id: string): Shape | null {
  if (!css.startsWith('linear-gradient(to right,')) return null;
  const found = [...css.matchAll(STOP)];
  const stops = found.flatMap(([, colour, places], k) => {
    const own = places.trim().split(/\s+/).filter(Boolean);
    return (own.length ? own : [`${(100 * k) / (found.length - 1)}%`]).map((offset) => ({
      tag: 'stop',
      attributes: { offset, 'stop-color': paintOf(colour)?.colour ?? 'none' },
    }));
  });
  return { tag: 'linearGradient', attributes: { id }, children: stops };
}
