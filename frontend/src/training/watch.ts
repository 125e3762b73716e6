/** How far a loss may rise above where it began before its run is called diverged. */
export const MOST_RISE = 100;

const MEMORY = 0.9;
/** A loss this much above its best is not one whose weights are worth going back to. */
const GOOD = 2;

/** Watches a loss from step to step. */
export class Watch {
  #first: number | null = null;
  #smooth = 0;
  #best = Infinity;
  #last = 0;

  /** Takes in the loss of a step. */
  see(loss: number): void {
    this.#last = loss;
    this.#first ??= loss;
    this.#smooth = this.#best === Infinity ? loss : MEMORY * this.#smooth + (1 - MEMORY) * loss;
    this.#best = Math.min(this.#best, this.#smooth);
  }

  /** Whether the loss is no number any more, or far above where it began. */
  get isDiverged(): boolean {
    const isNumber = Number.isFinite(this.#last) && Number.isFinite(this.#smooth);
    return !isNumber || this.#smooth > MOST_RISE * this.#first!;
  }

  get isGood(): boolean {
    return !this.isDiverged && this.#smooth <= GOOD * this.#best;
  }
}
