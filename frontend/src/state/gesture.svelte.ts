/** In milliseconds: what has not moved for so long has come to rest. */
const REST = 200;

/** Whether something is being moved just now: then what nobody sees may wait until it rests. */
export class Gesture {
  isUnderWay = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  move(): void {
    this.isUnderWay = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.isUnderWay = false), REST);
  }
}
