import type { Cell } from '../cells/graph';
import type { Model } from '../cells/model';
import type { Table } from '../cells/table';
import type { StartTrainer } from '../training/trainer';

/** The trained GRU of each place of the reset: they are different functions. */
export const TRAINED_GRU = { before: 'gru', after: 'gru_reset_after' } as const;

/** By cell, the model from untrained to trained. */
export type Checkpoints = Readonly<Table<readonly Model[]>>;

/** All that comes with the page: the cells by name, and the trained models by task and cell. */
export interface Catalogue {
  readonly cells: Readonly<Table<Cell>>;
  readonly models: Readonly<Table<Readonly<Table<Model>>>>;
  /** A task's models at each of their checkpoints, by cell; fetched when they are asked for. */
  loadCheckpoints(task: string): Promise<Checkpoints>;
  /** Starts what trains networks in the page. */
  readonly startTrainer: StartTrainer;
}
