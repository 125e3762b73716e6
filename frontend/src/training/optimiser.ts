/** How the numbers move along their gradient, once; `rate` is the learning rate. */
export interface Optimiser {
  step(numbers: Float64Array, gradient: Float64Array, rate: number): void;
}

export const OPTIMISERS = ['Adam', 'SGD'] as const;
export type OptimiserName = (typeof OPTIMISERS)[number];

export function makeOptimiser(name: OptimiserName, count: number): Optimiser {
  return name === 'Adam' ? new Adam(count) : SGD;
}

const SGD: Optimiser = {
  step(numbers, gradient, rate) {
    for (let k = 0; k < numbers.length; k++) numbers[k] -= rate * gradient[k];
  },
};

/** Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. */
class Adam implements Optimiser {
  static readonly #DECAY = [0.9, 0.999] as const;
  static readonly #EPSILON = 1e-8;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  #steps = 0;

  constructor(count: number) {
    this.#mean = new Float64Array(count);
    this.#square = new Float64Array(count);
  }

  step(numbers: Float64Array, gradient: Float64Array, rate: number): void {
    const [mean, square] = [this.#mean, this.#square];
    const [a, b] = Adam.#DECAY;
    this.#steps++;
    const [seenOfMean, seenOfSquare] = [1 - a ** this.#steps, 1 - b ** this.#steps];
    for (let k = 0; k < numbers.length; k++) {
      mean[k] = a * mean[k] + (1 - a) * gradient[k];
      square[k] = b * square[k] + (1 - b) * gradient[k] * gradient[k];
      const size = Math.sqrt(square[k] / seenOfSquare) + Adam.#EPSILON;
      numbers[k] -= (rate * (mean[k] / seenOfMean)) / size;
    }
  }
}

/** Keeps a length from being divided by zero, as PyTorch has it. */
const TINY = 1e-6;

/**
 * Shortens a gradient that is longer than `norm`, in place (Pascanu, Mikolov and Bengio 2013);
 * gives its length before.
 */
export function clip(gradient: Float64Array, norm: number): number {
  let sum = 0;
  for (let k = 0; k < gradient.length; k++) sum += gradient[k] * gradient[k];
  const length = Math.sqrt(sum);
  const share = norm / (length + TINY);
  if (share < 1) for (let k = 0; k < gradient.length; k++) gradient[k] *= share;
  return length;
}
