import { alphabetOf, rowOf, type Rows, type Task } from '../tasks';

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
    return this.length < this.#task.maxLength && this.#following !== null;
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

  setRow(step: number, row: readonly number[]): string | null {
    return this.replace(this.rows.with(step, row));
  }

  /** Add a step after the last: a copy of it, or the first letter that may follow. */
  add(): void {
    const row = this.#following;
    if (this.canGrow && row) this.rows = [...this.rows, row];
  }

  remove(step: number): string | null {
    return this.canShrink ? this.replace(this.rows.toSpliced(step, 1)) : null;
  }

  /** Take other rows. What the task cannot have is refused: it says why, and the rows stay. */
  replace(rows: Rows): string | null {
    const complaint = this.#task.refuse?.(rows) ?? null;
    if (complaint === null) this.rows = rows;
    return complaint;
  }

  /** What one more step may be; null where the task has no sequence that goes on. */
  get #following(): readonly number[] | null {
    const { length } = alphabetOf(this.#task);
    const letters = Array.from({ length }, (_, code) => rowOf(code, length));
    const rows = [this.rows[this.length - 1], ...letters];
    return rows.find((row) => !this.#task.refuse?.([...this.rows, row])) ?? null;
  }
}
