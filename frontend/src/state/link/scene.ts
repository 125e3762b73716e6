import type { Cell } from '../../cells/graph';
import { GRU_FORMS } from '../../cells/gruForms';
import type { Model } from '../../cells/model';
import { loadTask, spell, type Rows, type Task } from '../../tasks';
import { TRAINED_GRU, type Catalogue } from '../catalogue';
import type { SideKey } from '../side.svelte';
import type { Chosen } from './chosen';

/** What has been settled so far, and what it means: the table's later rows ask it. */
export class Scene {
  readonly catalogue: Catalogue;
  readonly #chosen: Partial<Chosen>;

  constructor(catalogue: Catalogue, chosen: Partial<Chosen>) {
    this.catalogue = catalogue;
    this.#chosen = chosen;
  }

  /** What a row further up has settled. */
  get<K extends keyof Chosen>(key: K): Chosen[K] {
    return this.#chosen[key] as Chosen[K];
  }

  get task(): Task {
    return loadTask(this.get('task'));
  }

  get rows(): Rows {
    const [own, text, seed] = [this.get('rows'), this.get('text'), this.get('x')];
    if (own) return own;
    if (text) return spell(this.task, text);
    return seed === 0 ? this.task.opening() : this.task.sample(seed).x;
  }

  cell(side: SideKey): Cell {
    if (side === 'lstm') return this.trained(side).weights.cell;
    return this.catalogue.cells[GRU_FORMS[this.get('reset')][this.get('z')]];
  }

  trained(side: SideKey): Model {
    const models = this.catalogue.models[this.get('task')];
    return side === 'lstm' ? models.lstm : models[TRAINED_GRU[this.get('reset')]];
  }

  units(side: SideKey): number {
    if (this.get('weights') !== 'trained') return this.get('hidden');
    return this.trained(side).weights.hiddenSize;
  }
}
