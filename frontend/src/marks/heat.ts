import { rgb } from 'd3-color';
import { gateColour, signedColour } from './colour';

/** How values become colours: a share of the ramp in 0..1, and the ramp's colour there. */
export interface Ramp {
  /** The value at each end. */
  readonly low: number;
  readonly high: number;
  readonly share: (value: number) => number;
  readonly colour: (share: number) => string;
  readonly pixels: Uint32Array;
}

const SHADES = 256;
const signedShade = (share: number) => signedColour(2 * share - 1);
const gatePixels = pixelsOf(gateColour);
const signedPixels = pixelsOf(signedShade);

export const GATE_RAMP: Ramp = {
  low: 0,
  high: 1,
  share: (value) => value,
  colour: gateColour,
  pixels: gatePixels,
};

/** Signed values in ±extent, with zero fixed at white. */
export function signedRamp(extent = 1): Ramp {
  return {
    low: -extent,
    high: extent,
    share: (value) => 0.5 + value / (2 * extent),
    colour: signedShade,
    pixels: signedPixels,
  };
}

/** A ramp as a CSS background, from its low to its high end. */
export function gradient({ colour }: Ramp, stops = 9): string {
  const colours = Array.from({ length: stops }, (_, k) => colour(k / (stops - 1)));
  return `linear-gradient(to right, ${colours.join(', ')})`;
}

/** One pixel for each value (time, unit), as an image of `units` rows and `time` columns. */
export function heatPixels(
  values: Float64Array,
  { time, units }: { readonly time: number; readonly units: number },
  { share, pixels }: Ramp,
): Uint32Array<ArrayBuffer> {
  const image = new Uint32Array(time * units);
  for (let step = 0; step < time; step++) {
    for (let unit = 0; unit < units; unit++) {
      const within = Math.min(Math.max(share(values[step * units + unit]), 0), 1);
      image[unit * time + step] = pixels[Math.round(within * (SHADES - 1))] ?? 0;
    }
  }
  return image;
}

/** A ramp's colours as a canvas keeps them: alpha, blue, green, red from the highest byte down. */
function pixelsOf(colour: (share: number) => string): Uint32Array {
  return Uint32Array.from({ length: SHADES }, (_, k) => toPixel(colour(k / (SHADES - 1))));
}

function toPixel(css: string): number {
  const { r, g, b } = rgb(css);
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
