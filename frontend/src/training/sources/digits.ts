/** Digits: trained on the images that are not held out, scored on those that are. */
import type { Philox } from '../../cells/generator';
import type { Sample } from '../../tasks';
import heldOut from '$taskdata/digits_held_out.json';
import training from '$taskdata/digits_training.json';
import type { Source } from '../source';

const SIDE = 8;
const BLANK = 'a'.charCodeAt(0);

interface Images {
  readonly images: readonly string[];
  readonly labels: readonly number[];
}

/** An image's rows of pixels, and its digit, asked for at the last. In the file a = 0. */
function sample({ images, labels }: Images, index: number): Sample {
  const pixels = [...images[index]!].map((letter) => letter.charCodeAt(0) - BLANK);
  const rows = Array.from({ length: SIDE }, (_, row) => pixels.slice(row * SIDE, (row + 1) * SIDE));
  return { x: rows, target: rows.map((_, row) => (row === SIDE - 1 ? labels[index]! : null)) };
}

export const DIGITS_SOURCE: Source = {
  draw: (draws: Philox) => sample(training, draws.integer(0, training.images.length)),
  scored: () => heldOut.images.map((_, index) => sample(heldOut, index)),
};
