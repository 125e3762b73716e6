import { mapTable, table, type Table } from '../cells/table';

/** The loss of several networks over the steps of their training, as far as it can be seen. */
export interface Points {
  /** The last step of each mean. */
  readonly step: readonly number[];
  /** By name, the mean loss of the steps up to that one; null where there was none. */
  readonly loss: Readonly<Table<readonly (number | null)[]>>;
}

const MOST = 256;

/** Losses as they come in, kept as means over ever more steps: never more than a few hundred. */
export class Curves {
  readonly names: readonly string[];
  #steps = 0;
  /** How many steps a mean takes together. */
  #width = 1;
  readonly #sums: Table<number[]>;
  readonly #counts: Table<number[]>;

  constructor(names: readonly string[]) {
    this.names = names;
    this.#sums = table(names.map((name) => [name, []] as const));
    this.#counts = table(names.map((name) => [name, []] as const));
  }

  get steps(): number {
    return this.#steps;
  }

  /** Takes in the losses of the steps that follow, as many for each name; NaN for none. */
  add(losses: Readonly<Table<Float64Array>>): void {
    const count = losses[this.names[0]!]!.length;
    for (let k = 0; k < count; k++, this.#steps++) {
      const bin = Math.floor(this.#steps / this.#width);
      for (const name of this.names) this.#put(name, bin, losses[name]![k]!);
      if (bin + 1 === MOST && (this.#steps + 1) % this.#width === 0) this.#halve();
    }
  }

  /** At most so many points, the latest step's among them. */
  points(most = MOST): Points {
    const bins = Math.ceil(this.#steps / this.#width);
    const joined = Math.max(Math.ceil(bins / most), 1);
    const places = Array.from({ length: Math.ceil(bins / joined) }, (_, k) => k * joined);
    return {
      step: places.map((bin) => Math.min((bin + joined) * this.#width, this.#steps)),
      loss: mapTable(this.#sums, (sums, name) =>
        places.map((bin) => mean(sums, this.#counts[name]!, bin, bin + joined)),
      ),
    };
  }

  #put(name: string, bin: number, loss: number): void {
    const [sums, counts] = [this.#sums[name]!, this.#counts[name]!];
    sums[bin] ??= 0;
    counts[bin] ??= 0;
    if (!Number.isFinite(loss)) return;
    sums[bin] += loss;
    counts[bin] += 1;
  }

  #halve(): void {
    for (const all of [this.#sums, this.#counts]) {
      for (const name of this.names) {
        const before = all[name]!;
        all[name] = Array.from({ length: MOST / 2 }, (_, k) => before[2 * k]! + before[2 * k + 1]!);
      }
    }
    this.#width *= 2;
  }
}

function mean(sums: readonly number[], counts: readonly number[], from: number, to: number) {
  let [sum, count] = [0, 0];
  for (let k = from; k < Math.min(to, sums.length); k++) {
    sum += sums[k]!;
    count += counts[k]!;
  }
  return count > 0 ? sum / count : null;
}
