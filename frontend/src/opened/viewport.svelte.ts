/** The fewest steps that the maps are stretched over. */
const LEAST = 8;

/** The steps that all maps show: from `start` to `stop`, fractions of steps and all. */
export class Viewport {
  readonly #length: () => number;
  #start = $state(0);
  #stop = $state(Infinity);

  constructor(length: () => number) {
    this.#length = length;
  }

  get length(): number {
    return this.#length();
  }

  get stop(): number {
    return Math.min(this.#stop, this.length);
  }

  get start(): number {
    return Math.max(0, Math.min(this.#start, this.stop - Math.min(LEAST, this.length)));
  }

  get span(): number {
    return this.stop - this.start;
  }

  get isWhole(): boolean {
    return this.start === 0 && this.stop === this.length;
  }

  /** The steps of which anything is to be seen. */
  get first(): number {
    return Math.floor(this.start);
  }

  get last(): number {
    return Math.min(Math.ceil(this.stop), this.length) - 1;
  }

  /** Show these steps, or as near to it as the run and the least span let it. */
  show(start: number, stop: number): void {
    const span = Math.min(Math.max(stop - start, Math.min(LEAST, this.length)), this.length);
    const middle = (start + stop) / 2;
    const from = Math.min(Math.max(middle - span / 2, 0), this.length - span);
    this.#start = from;
    this.#stop = from + span;
  }

  showAll(): void {
    this.#start = 0;
    this.#stop = Infinity;
  }

  /** Zoom in (a factor below 1) or out, with the step `at` staying where it is. */
  zoom(factor: number, at = (this.start + this.stop) / 2): void {
    const least = Math.min(LEAST, this.length) / this.span;
    const by = Math.min(Math.max(factor, least), this.length / this.span);
    const start = at - (at - this.start) * by;
    this.show(start, start + this.span * by);
  }

  pan(steps: number): void {
    this.show(this.start + steps, this.stop + steps);
  }

  /** Move so far that a step can be seen. */
  reveal(step: number): void {
    if (step < this.start) this.pan(step - this.start - this.span * MARGIN);
    else if (step + 1 > this.stop) this.pan(step + 1 - this.stop + this.span * MARGIN);
  }
}

/** How much is seen beyond a step that was moved to, as a share of the span. */
const MARGIN = 0.1;
