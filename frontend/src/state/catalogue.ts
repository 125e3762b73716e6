import type { Cell } from '../cells/graph';
import type { Model } from '../cells/model';
import type { Table } from '../cells/table';

/** All that comes with the page: the cells by name, and the trained models by task and cell. */
export interface Catalogue {
  readonly cells: Readonly<Table<Cell>>;
  readonly models: Readonly<Table<Readonly<Table<Model>>>>;
}
