/**
 * Random numbers that are the same in Python and in the page: Philox4x32-10 (Salmon, Moraes, Dror
 * and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Word k of a stream is a
 * function of the key and of k alone.
 */
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const ROUNDS = 10;
const WORDS = 4;

type Words = readonly [number, number, number, number];

/** Encrypts a counter of four 32-bit words under a key of two. */
export function philox(counter: Words, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(M0, c0);
    const high1 = multiplyHigh(M1, c2);
    const low0 = Math.imul(M0, c0);
    const low1 = Math.imul(M1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/** The upper 32 bits of a product of two unsigned 32-bit words, by halves of 16 bits. */
function multiplyHigh(a: number, b: number): number {
  const a1 = a >>> 16;
  const a0 = a & 0xffff;
  const b1 = b >>> 16;
  const b0 = b & 0xffff;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const carry = (middle & 0xffff) + a0 * b1;
  return (a1 * b1 + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) | 0;
}

/** A stream of random numbers, fixed by `seed` and `stream`. Each draw moves on by its words. */
export class Philox {
  readonly #key: readonly [number, number];
  #position = 0;
  #block: Words = [0, 0, 0, 0];

  constructor(seed: number, stream = 0) {
    this.#key = [seed >>> 0, stream >>> 0];
  }

  /** The next 32-bit word. */
  word(): number {
    const place = this.#position % WORDS;
    if (place === 0) {
      const block = this.#position / WORDS;
      this.#block = philox([block >>> 0, Math.floor(block / 2 ** 32), 0, 0], this.#key);
    }
    this.#position++;
    return this.#block[place];
  }

  /** A number in low..high, high excluded, of 53 random bits: two words. */
  uniform(low = 0, high = 1): number {
    const bits = (this.word() >>> 5) * 2 ** 26 + (this.word() >>> 6);
    return low + (high - low) * (bits / 2 ** 53);
  }

  /** A whole number in low..high−1. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low));
  }

  uniforms(count: number, low = 0, high = 1): Float64Array {
    const values = new Float64Array(count);
    for (let k = 0; k < count; k++) values[k] = this.uniform(low, high);
    return values;
  }
}
