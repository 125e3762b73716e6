import { mapTable, type Table } from '../../cells/table';
import { isStill } from './motion';

/** All networks' numbers, by name. */
export type Numbers = Readonly<Table<Float64Array>>;

/** In milliseconds: how long it takes to get from one to the next, and a picture on the way. */
const WAY = 300;
const PICTURE = 45;

/** Numbers that move to where they are told, so that no picture of them jumps. */
export class Blend {
  shown = $state.raw<Numbers | null>(null);
  #from: Numbers = {};
  #to: Numbers = {};
  #began = 0;
  #drawn = 0;
  #isMoving = false;

  moveTo(numbers: Numbers): void {
    if (!this.shown || isStill()) {
      this.#isMoving = false;
      this.shown = numbers;
      return;
    }
    [this.#from, this.#to, this.#began] = [this.shown, numbers, performance.now()];
    if (!this.#isMoving) requestAnimationFrame(this.#draw);
    this.#isMoving = true;
  }

  #draw = (now: number): void => {
    if (!this.#isMoving) return;
    const share = Math.min(Math.max((now - this.#began) / WAY, 0), 1);
    if (share === 1 || now - this.#drawn >= PICTURE) {
      this.#drawn = now;
      this.shown = share === 1 ? this.#to : between(this.#from, this.#to, share);
    }
    this.#isMoving = share < 1;
    if (this.#isMoving) requestAnimationFrame(this.#draw);
  };
}

export function between(from: Numbers, to: Numbers, share: number): Numbers {
  return mapTable(to, (end, name) =>
    end.map((v, k) => from[name][k] + share * (v - from[name][k])),
  );
}
