import { rgb } from 'd3-color';
import { describe, expect, it } from 'vitest';
import { gateColour, signedColour } from '../../src/marks/colour';
import { GATE_RAMP, gradient, heatPixels, signedRamp } from '../../src/marks/heat';

const channels = (pixel: number) => [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255];
const numbers = (css: string) => {
  const { r, g, b } = rgb(css);
  return [r, g, b];
};

describe('the ramps', () => {
  it.each([
    ['a shut gate is red', gateColour(0), 0, 2],
    ['an open gate is blue', gateColour(1), 2, 0],
    ['below zero is orange', signedColour(-0.8), 0, 2],
    ['above zero is purple', signedColour(0.8), 2, 1],
  ])('%s', (_, css, more, less) => {
    const colour = numbers(css);
    expect(colour[more]).toBeGreaterThan(colour[less] + 50);
  });

  it.each([
    [0, 0.5],
    [-2, 0],
    [2, 1],
    [1, 0.75],
  ])('fix zero of signed values: %f of ±2 is at %f', (value, share) => {
    expect(signedRamp(2).share(value)).toBe(share);
  });

  it('become CSS from low to high', () => {
    const css = gradient(GATE_RAMP, 3);
    expect(css).toBe(
      `linear-gradient(to right, ${gateColour(0)}, ${gateColour(0.5)}, ${gateColour(1)})`,
    );
  });
});

describe('heatPixels', () => {
  it('turns (time, unit) into rows of units, and values into the colours of the ramp', () => {
    const image = heatPixels(
      Float64Array.of(0, 0.25, 0.5, 0.75, 1, 7),
      { time: 3, units: 2 },
      GATE_RAMP,
    );
    const shares = [0, 0.5, 1, 0.25, 0.75, 1];
    expect([...image].map(channels)).toEqual(shares.map((share) => numbers(gateColour(share))));
    expect([...image].every((pixel) => pixel >>> 24 === 255)).toBe(true);
  });

  it('leaves a value that is no number without colour', () => {
    expect([...heatPixels(Float64Array.of(NaN), { time: 1, units: 1 }, GATE_RAMP)]).toEqual([0]);
  });
});
