import { lab, rgb } from 'd3-color';

type Matrix = readonly (readonly [number, number, number])[];

/**
 * What a person sees who lacks one kind of cone, on linear RGB: Machado, Oliveira and Fernandes
 * 2009, "A physiologically-based model for simulation of color vision deficiency", severity 1.
 */
export const VISIONS: Readonly<Record<string, Matrix>> = {
  'all three kinds of cone': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A colour as it is seen. */
export function seenAs(colour: string, vision: Matrix): string {
  const { r, g, b } = rgb(colour);
  const light = [r, g, b].map(toLinear);
  const [red, green, blue] = vision.map((row) =>
    fromLinear(
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((so, v, k) => so + v * light[k]!, 0),
        ),
      ),
    ),
  );
  return rgb(red!, green!, blue!).formatRgb();
}

/** How far apart two colours look: the distance in CIE L*a*b*, of which 2.3 is just noticeable. */
export function distance(one: string, other: string): number {
  const [p, q] = [lab(one), lab(other)];
  return Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b);
}

/** CIE L*, 0 black to 100 white. */
export function lightness(colour: string): number {
  return lab(colour).l;
}

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((p, q) => p - q);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const { r, g, b } = rgb(colour);
  return 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);
}

function toLinear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function fromLinear(light: number): number {
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
}
