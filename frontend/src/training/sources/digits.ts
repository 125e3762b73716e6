/** Digits: trained on the images that are not held out, scored on those that are. */
import type { Philox } from '../../cells/generator';
import { heldOut, type Images, type Sample } from '../../tasks';
import { given, type Examples } from '../examples';
import type { Source } from '../source';

const SIDE = 8;
const BLANK = 'a'.charCodeAt(0);

/** An image's rows of pixels, and its digit, asked for at the last. */
function sample({ images, labels }: Images, index: number): Sample {
  const pixels = [...images[index]!].map((letter) => letter.charCodeAt(0) - BLANK);
  const rows = Array.from({ length: SIDE }, (_, row) => pixels.slice(row * SIDE, (row + 1) * SIDE));
  return { x: rows, target: rows.map((_, row) => (row === SIDE - 1 ? labels[index]! : null)) };
}

export function digits(examples: Examples): Source {
  return {
    draw: (draws: Philox) => {
      const training = given(examples.digits);
      return sample(training, draws.integer(0, training.images.length));
    },
    scored: () => {
      const { digits: scored } = heldOut();
      return scored.images.map((_, index) => sample(scored, index));
    },
  };
}
