import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseCheckpoints } from '../src/cells/checkpoints';
import { parseCell, type Cell } from '../src/cells/graph';
import { parseModel, type Model } from '../src/cells/model';
import { parse } from '../src/cells/safetensors';
import { mapTable, table, type Table } from '../src/cells/table';
import type { Catalogue, Checkpoints } from '../src/state/catalogue';
import { startTrainer } from './training/trainer';

// Tests run in the folder of the page.
const data = `${resolve('../src/gatescope/bundled/data')}/`;

/** Every cell that comes with the page. */
export function readCells(): Table<Cell> {
  const { cells } = JSON.parse(readFileSync(`${data}cells.json`, 'utf8')) as { cells: object };
  return mapTable(table(Object.entries(cells)), (cell) => parseCell(cell));
}

/** The catalogue as the page fetches it, read from the files. */
export function readCatalogue(): Catalogue {
  const models = table<Table<Model>>();
  for (const task of readdirSync(data, { withFileTypes: true })) {
    if (task.isDirectory()) models[task.name] = readTask(`${data}${task.name}/`);
  }
  return {
    cells: readCells(),
    models,
    loadCheckpoints: async (task) => Promise.resolve(readCheckpoints(task, models[task]!)),
    startTrainer,
  };
}

function readCheckpoints(task: string, models: Table<Model>): Checkpoints {
  return mapTable(models, (model, name) =>
    parseCheckpoints(parse(readBuffer(`${data}${task}/checkpoints/${name}.safetensors`)), model),
  );
}

function readBuffer(path: string): ArrayBuffer {
  return new Uint8Array(readFileSync(path)).buffer;
}

function readTask(folder: string): Table<Model> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.safetensors'));
  return table(
    names.map((name) => {
      const weights = readBuffer(folder + name);
      const record = folder + name.replace(/safetensors$/, 'json');
      const json: unknown = existsSync(record) && JSON.parse(readFileSync(record, 'utf8'));
      return [name.replace('.safetensors', ''), parseModel(parse(weights), json)] as const;
    }),
  );
}
