/** What was used last, as far as it does not weigh too much together. */
export class Recent<T> {
  readonly #most: number;
  readonly #weigh: (value: T) => number;
  readonly #kept = new Map<string, T>();
  #weight = 0;

  constructor(most: number, weigh: (value: T) => number) {
    this.#most = most;
    this.#weigh = weigh;
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  get(key: string): T | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found;
  }

  /** Keep a value; those that were not used for longest give way to it. */
  set(key: string, value: T): void {
    this.#kept.set(key, value);
    this.#weight += this.#weigh(value);
    for (const [old, dropped] of this.#kept) {
      if (this.#weight <= this.#most || old === key) return;
      this.#kept.delete(old);
      this.#weight -= this.#weigh(dropped);
    }
  }
}
