import { forward, type Run } from '../cells/forward';
import { encode, type Model } from '../cells/model';
import type { Explorer } from './explorer.svelte';
import { untrained } from './untrained';

/** The ordinary recurrent network of the same task and size, on the same sequence, unedited. */
export class Ordinary {
  #explorer: Explorer;

  constructor(explorer: Explorer) {
    this.#explorer = explorer;
  }

  model: Model = $derived.by(() => {
    const { choice, training } = this.#explorer;
    const trained = this.#explorer.bundled('rnn');
    if (choice.weights === 'trained') return trained;
    if (choice.weights === 'here') return training.model('rnn');
    return untrained(choice, trained, trained.weights.cell);
  });

  run: Run = $derived.by(() => {
    const { rows } = this.#explorer.sequence;
    const x = encode(this.model, Float64Array.from(rows.flat()));
    return forward(this.model.weights, x, { time: rows.length, batch: 1 });
  });

  /** The unit that is looked at: the one that its training found worth it. */
  unit: number = $derived.by(() => {
    const unit = this.model.record?.unit ?? 0;
    return Math.min(unit, this.model.weights.hiddenSize - 1);
  });
}
