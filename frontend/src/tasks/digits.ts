/** Digits row by row: handwritten digits of 8 × 8 pixels, held out from training, a row a step. */
import type { Philox } from '../cells/generator';
import document from '$taskdata/digits.json';
import { heldOut } from './heldOut';
import { lazily } from './lazily';
import { describe, ENGLISH, sampler, type Rows, type Targets, type Task } from './task';

const ROWS = 8;
const COLUMNS = 8;
const BLANK = 'a'.charCodeAt(0);

const labels = lazily<ReadonlyMap<string, number>>(() => {
  const { digits } = heldOut();
  return new Map(digits.images.map((image, index) => [image, digits.labels[index]!]));
});

/** An image's rows of pixels, 0..16; in the file a letter a pixel, a = 0. */
function rowsOf(image: string): Rows {
  return Array.from({ length: ROWS }, (_, row) =>
    Array.from(
      { length: COLUMNS },
      (_, column) => image.charCodeAt(row * COLUMNS + column) - BLANK,
    ),
  );
}

/** The digit of eight rows, where they are a held-out image, unchanged. */
function labelOf(rows: Rows): number | null {
  const pixels = rows.flat();
  if (!pixels.every((ink) => Number.isInteger(ink) && ink >= 0)) return null;
  return labels().get(String.fromCharCode(...pixels.map((ink) => ink + BLANK))) ?? null;
}

/** One number for each image. More than 8 steps are the rows of one image after another's. */
function draw(draws: Philox, length: number): Rows {
  const { images } = heldOut().digits;
  const drawn = Array.from({ length: Math.ceil(length / ROWS) }, () =>
    rowsOf(images[draws.integer(0, images.length)]!),
  );
  return drawn.flat().slice(0, length);
}

function target(x: Rows): Targets {
  return x.map((_, step) =>
    step % ROWS === ROWS - 1 ? labelOf(x.slice(step + 1 - ROWS, step + 1)) : null,
  );
}

export const DIGITS: Task = {
  ...describe(document),
  opening: () => rowsOf(heldOut().digits.images[document.opening.image]!),
  sample: sampler(document, draw, target),
  target,
  asks: () => true,
  about: (x, { digits } = ENGLISH) => {
    const label = x.length === ROWS ? labelOf(x) : null;
    return label === null ? digits.edited : digits.heldOut(label);
  },
  stepLabels: () => null,
};
