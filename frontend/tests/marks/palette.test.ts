import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { word } from '../../src/cells/graph';
import { gateColour, signedColour } from '../../src/marks/colour';
import { readCatalogue } from '../catalogue';
import { contrast, distance, lightness, seenAs, VISIONS } from './vision';

/** Six times the distance in CIE L*a*b* that is just noticeable (2.3: Mahy et al. 1994). */
const APART = 6 * 2.3;

/** WCAG 2.2 AA, for text. */
const READABLE = 4.5;

const css = readFileSync(new URL('../../src/page/theme.css', import.meta.url), 'utf8');
const [light, dark] = css.split("data-theme='dark'").map(coloursOf);
const THEMES = [
  ['light', light!],
  ['dark', dark!],
] as const;

const cells = Object.values(readCatalogue().cells);

function coloursOf(part: string): ReadonlyMap<string, string> {
  return new Map([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]));
}

/** The hues that meet in a cell's figures. */
const meeting = cells.map((cell) => [
  cell.name,
  [...new Set(cell.values.map((value) => `hue-${word(cell, value).role}`))],
]) as [string, string[]][];

function pairs<T>(of: readonly T[]): (readonly [T, T])[] {
  return of.flatMap((one, k) => of.slice(k + 1).map((other) => [one, other] as const));
}

describe.each(THEMES)('on the %s ground', (_, colours) => {
  const colour = (name: string): string => colours.get(name)!;

  describe.each(Object.entries(VISIONS))('seen with %s', (__, vision) => {
    it.each([
      ...meeting,
      ['the networks', ['lstm', 'gru', 'rnn']],
      ['the networks and their ghosts', ['lstm', 'gru', 'ghost']],
    ])('the colours of %s are told apart', (___, names) => {
      for (const [one, other] of pairs(names)) {
        const apart = distance(seenAs(colour(one), vision), seenAs(colour(other), vision));
        expect(apart, `${one} and ${other}`).toBeGreaterThan(APART);
      }
    });
  });

  it('letters in a hue can be read', () => {
    const inks = [...colours.keys()].filter((name) => name.startsWith('hue-'));
    expect(inks).toHaveLength(8);
    for (const name of [...inks, 'lstm', 'gru', 'rnn', 'ink', 'ink-2', 'ink-3', 'accent']) {
      for (const ground of ['ground', 'panel']) {
        const ratio = contrast(colour(name), colour(ground));
        expect(ratio, `${name} on ${ground}`).toBeGreaterThan(READABLE);
      }
    }
  });
});

describe.each([
  ['gates', gateColour, (share: number) => share],
  ['signed values', signedColour, (share: number) => 2 * share - 1],
] as const)('the ramp of %s', (_, colourOf, valueAt) => {
  const shades = Array.from({ length: 41 }, (__, k) => colourOf(valueAt(k / 40)));

  describe.each(Object.entries(VISIONS))('seen with %s', (__, vision) => {
    const seen = shades.map((shade) => seenAs(shade, vision));

    it('darkens from beside the white middle to either end', () => {
      const left = seen.slice(0, 20).map(lightness);
      const right = seen.slice(21).map(lightness);
      expect(left).toEqual([...left].sort((a, b) => a - b));
      expect(right).toEqual([...right].sort((a, b) => b - a));
    });

    it('has two sides that are told apart', () => {
      for (let k = 0; k <= 12; k++) {
        expect(distance(seen[k]!, seen[40 - k]!)).toBeGreaterThan(APART);
      }
    });
  });
});
