import { rgb } from 'd3-color';
import { interpolatePuOr, interpolateRdBu } from 'd3-scale-chromatic';
import { word, type Cell } from '../cells/graph';

const SHADES = 256;

/** Ramps are read many thousand times a frame, so their colours are worked out once. */
const gates = shades(interpolateRdBu);
const signed = shades((share) => interpolatePuOr(1 - share));

/** The colour of a gate's value in 0..1: red shut, white half open, blue open. */
export function gateColour(value: number): string {
  return pick(gates, value);
}

/** The colour of a signed value in ±extent: orange below zero, white at zero, purple above. */
export function signedColour(value: number, extent = 1): string {
  return pick(signed, 0.5 + value / (2 * extent));
}

/** The hue of a value, on its letter, border and wire, the same everywhere. */
export function hue(cell: Cell, name: string): string {
  return `var(--hue-${word(cell, name).role})`;
}

/** Black or white, whichever can be read on a ramp's colour at this share of it. */
export function inkOn(share: number): string {
  return Math.abs(share - 0.5) > 0.33 ? '#ffffff' : '#16181d';
}

/** In the form that a browser reads fastest: a strip of many values has as many at every move. */
function shades(ramp: (share: number) => string): readonly string[] {
  return Array.from({ length: SHADES }, (_, k) => rgb(ramp(k / (SHADES - 1))).formatHex());
}

function pick(colours: readonly string[], share: number): string {
  const within = Math.min(Math.max(share, 0), 1);
  return colours[Math.round(within * (SHADES - 1))] ?? 'transparent';
}
