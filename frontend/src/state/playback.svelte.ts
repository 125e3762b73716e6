/** The five stages of a step, which all cells share, as slow motion walks through them. */
export const STAGES = ['inputs', 'gates', 'candidate', 'memory', 'output'] as const;

export const SPEEDS = [0.5, 1, 2, 4] as const;

/** Where in the sequence we are, and whether time runs. Steps count from 0. */
export class Playback {
  speed = $state<number>(1);
  isPlaying = $state(false);
  isSlow = $state(false);
  #step = $state(0);
  #stage = $state(0);
  #length: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(length: () => number) {
    this.#length = length;
  }

  get length(): number {
    return this.#length();
  }

  /** The current step; a sequence that became shorter takes it along. */
  get step(): number {
    return Math.min(this.#step, this.length - 1);
  }

  /** The stage within the step, or null where motion is not slow. */
  get stage(): number | null {
    return this.isSlow ? this.#stage : null;
  }

  get isAtEnd(): boolean {
    return this.step === this.length - 1 && (!this.isSlow || this.#stage === STAGES.length - 1);
  }

  get isAtStart(): boolean {
    return this.step === 0 && (!this.isSlow || this.#stage === 0);
  }

  go(step: number): void {
    this.#step = Math.min(Math.max(step, 0), this.length - 1);
    this.#stage = 0;
  }

  /** Go to a step, and to a stage within it where motion is to be slow. */
  place(step: number, stage: number | null): void {
    this.setSlow(stage !== null);
    this.go(step);
    this.#stage = stage ?? 0;
  }

  first(): void {
    this.go(0);
  }

  last(): void {
    this.go(this.length - 1);
    this.#stage = STAGES.length - 1;
  }

  next(): void {
    if (this.isSlow && this.#stage < STAGES.length - 1) this.#stage += 1;
    else if (this.step < this.length - 1) this.go(this.step + 1);
  }

  back(): void {
    if (this.isSlow && this.#stage > 0) {
      this.#stage -= 1;
    } else if (this.step > 0) {
      this.go(this.step - 1);
      if (this.isSlow) this.#stage = STAGES.length - 1;
    }
  }

  setSlow(isSlow: boolean): void {
    this.isSlow = isSlow;
    this.#stage = 0;
  }

  toggle(): void {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play(): void {
    if (this.isAtEnd) this.first();
    this.isPlaying = true;
    this.#wait();
  }

  pause(): void {
    this.isPlaying = false;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.next();
      if (this.isAtEnd) this.pause();
      else this.#wait();
    }, 1000 / this.speed);
  }
}
