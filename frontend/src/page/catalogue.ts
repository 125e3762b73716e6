import cells from '$data/cells.json';
import digits from '$taskdata/digits_held_out.json?url';
import names from '$taskdata/names_held_out.json?url';
import { parseCheckpoints } from '../cells/checkpoints';
import { parseCell } from '../cells/graph';
import { parseModel, type Model } from '../cells/model';
import { parse } from '../cells/safetensors';
import { mapTable, table, type Table } from '../cells/table';
import type { Catalogue, Checkpoints } from '../state/catalogue';
import { giveHeldOut, type Images, type Names } from '../tasks';
import { readFile, readJson } from './files';
import { startTrainer } from './trainer';

const records = import.meta.glob<string>('$data/*/*.json', {
  eager: true,
  query: '?url',
  import: 'default',
});
const files = import.meta.glob<string>('$data/*/*.safetensors', {
  eager: true,
  query: '?url',
  import: 'default',
});

const checkpoints = import.meta.glob<string>('$data/*/checkpoints/*.safetensors', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Fetch all that comes with the page. */
export async function loadCatalogue(): Promise<Catalogue> {
  const [models] = await Promise.all([
    Promise.all(Object.entries(files).map(loadModel)),
    loadHeldOut(),
  ]);
  const byTask = table<Table<Model>>();
  for (const model of models) {
    byTask[model.task] ??= table();
    byTask[model.task][model.weights.cell.name] = model;
  }
  return {
    cells: mapTable(table(Object.entries(cells.cells)), parseCell),
    models: byTask,
    loadCheckpoints: (task) => loadCheckpoints(Object.values(byTask[task])),
    startTrainer,
  };
}

/** A task's models at each of their checkpoints, by cell. */
async function loadCheckpoints(models: readonly Model[]): Promise<Checkpoints> {
  const loaded = models.map(async (model) => {
    const name = model.weights.cell.name;
    const end = `/${model.task}/checkpoints/${name}.safetensors`;
    const [, url] = Object.entries(checkpoints).find(([path]) => path.endsWith(end))!;
    return [name, parseCheckpoints(parse(await readFile(url)), model)] as const;
  });
  return table(await Promise.all(loaded));
}

/** What tasks show that no training saw. */
async function loadHeldOut(): Promise<void> {
  const [images, list] = await Promise.all([readJson(digits), readJson(names)]);
  giveHeldOut({ digits: images as Images, names: list as Names });
}

async function loadModel([path, url]: readonly [string, string]): Promise<Model> {
  const record = records[path.replace(/safetensors$/, 'json')];
  const [weights, json] = await Promise.all([readFile(url), readJson(record)]);
  return parseModel(parse(weights), json);
}
