import type { Rows, Task } from '../tasks';

/** The input sequence, in the task's units, (time, input). Rows are replaced, never changed. */
export class Sequence {
  rows = $state.raw<Rows>([]);
  #original = $state.raw<Rows>([]);
  #task: Task;

  constructor(task: Task) {
    this.#task = task;
    this.open(task, task.opening());
  }

  get length(): number {
    return this.rows.length;
  }

  get isChanged(): boolean {
    return this.rows !== this.#original;
  }

  get canGrow(): boolean {
    return this.length < this.#task.maxLength;
  }

  get canShrink(): boolean {
    return this.length > this.#task.minLength;
  }

  /** Begin with other rows: the way back leads here. */
  open(task: Task, rows: Rows): void {
    this.#task = task;
    this.#original = rows;
    this.rows = rows;
  }

  restore(): void {
    this.rows = this.#original;
  }

  /** Set one number, kept within its channel's range. */
  set(step: number, channel: number, value: number): void {
    const { min, max } = this.#task.channels[channel];
    const within = Math.min(Math.max(value, min), max);
    this.setRow(step, this.rows[step].with(channel, within));
  }

  setRow(step: number, row: readonly number[]): void {
    this.rows = this.rows.with(step, row);
  }

  /** Add a step after the last: a copy of it. */
  add(): void {
    if (this.canGrow) this.rows = [...this.rows, this.rows[this.length - 1]];
  }

  remove(step: number): void {
    if (this.canShrink) this.rows = this.rows.toSpliced(step, 1);
  }
}
