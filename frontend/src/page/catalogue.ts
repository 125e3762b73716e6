import cells from '$data/cells.json';
import { parseCell } from '../cells/graph';
import { parseModel, type Model } from '../cells/model';
import { parse } from '../cells/safetensors';
import { mapTable, table, type Table } from '../cells/table';
import type { Catalogue } from '../state/catalogue';

const records = import.meta.glob<unknown>('$data/*/*.json', { eager: true, import: 'default' });
const files = import.meta.glob<string>('$data/*/*.safetensors', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Fetch all that comes with the page. */
export async function loadCatalogue(): Promise<Catalogue> {
  const models = await Promise.all(Object.entries(files).map(loadModel));
  const byTask = table<Table<Model>>();
  for (const model of models) {
    byTask[model.task] ??= table();
    byTask[model.task][model.weights.cell.name] = model;
  }
  return { cells: mapTable(table(Object.entries(cells.cells)), parseCell), models: byTask };
}

async function loadModel([path, url]: readonly [string, string]): Promise<Model> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Expected the weights at ${url}, got ${response.status}.`);
  const record = records[path.replace(/safetensors$/, 'json')];
  return parseModel(parse(await response.arrayBuffer()), record);
}
