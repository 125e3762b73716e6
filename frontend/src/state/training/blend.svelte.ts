import { isStill } from './motion';

/** In milliseconds: how long it takes to get from one to the next. */
const WAY = 300;

/** A network's numbers, which move to where they are told, so that no picture of them jumps. */
class Blend {
  shown = $state.raw<Float64Array | null>(null);
  isMoving = false;
  #from: Float64Array = new Float64Array();
  #to: Float64Array = new Float64Array();
  #began = 0;

  moveTo(numbers: Float64Array): void {
    this.isMoving = this.shown !== null && !isStill();
    if (this.isMoving)
      [this.#from, this.#to, this.#began] = [this.shown!, numbers, performance.now()];
    else this.shown = numbers;
  }

  draw(now: number): void {
    const share = Math.min(Math.max((now - this.#began) / WAY, 0), 1);
    this.shown = share < 1 ? between(this.#from, this.#to, share) : this.#to;
    this.isMoving = share < 1;
  }
}

/** Several networks' numbers in motion: one of them in each frame, so that no frame is long. */
export class Blends<Name extends string> {
  readonly #names: readonly Name[];
  readonly #blends: Readonly<Record<Name, Blend>>;
  #turn = 0;
  #isDrawing = false;

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#blends = Object.fromEntries(names.map((name) => [name, new Blend()])) as Record<
      Name,
      Blend
    >;
  }

  shown(name: Name): Float64Array | null {
    return this.#blends[name].shown;
  }

  moveTo(numbers: Readonly<Record<string, Float64Array>>): void {
    for (const name of this.#names) this.#blends[name].moveTo(numbers[name]);
    if (!this.#isDrawing && this.#next()) requestAnimationFrame(this.#draw);
  }

  #draw = (now: number): void => {
    this.#next()?.draw(now);
    this.#turn++;
    this.#isDrawing = this.#next() !== undefined;
    if (this.#isDrawing) requestAnimationFrame(this.#draw);
  };

  /** Whose turn it is, of those that move. */
  #next(): Blend | undefined {
    const order = this.#names.map((_, k) => this.#names[(this.#turn + k) % this.#names.length]);
    return order.map((name) => this.#blends[name]).find(({ isMoving }) => isMoving);
  }
}

export function between(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return to.map((end, k) => from[k] + share * (end - from[k]));
}
