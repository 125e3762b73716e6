import address from '../training/worker?worker&url';
import type { Examples } from '../training/examples';
import type { Order, Report } from '../training/protocol';
import type { Trainer } from '../training/trainer';
import { heldOut } from '../tasks';
import { isInlined, readJson, scriptAddress } from './files';

const FILES = import.meta.glob<string>('$taskdata/*_training.json', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Starts the worker that trains: from its own file, or, in a single file, from within it. */
export async function startTrainer(task: string, hear: (report: Report) => void): Promise<Trainer> {
  const [url, examples] = await Promise.all([
    isInlined() ? scriptAddress(address) : address,
    readExamples(task),
  ]);
  const worker = new Worker(url);
  worker.onmessage = ({ data }: MessageEvent<Report>) => hear(data);
  worker.onerror = (event) => {
    event.preventDefault();
    hear({ kind: 'failed', message: event.message || 'the browser did not start the worker' });
  };
  const tell = (order: Order): void => worker.postMessage(order);
  tell({ kind: 'give', examples, heldOut: heldOut() });
  return {
    tell,
    end: () => {
      worker.terminate();
      if (url !== address) URL.revokeObjectURL(url);
    },
  };
}

/** What a task is trained on, where that is a file. */
async function readExamples(task: string): Promise<Examples> {
  const found = Object.entries(FILES).find(([path]) => path.endsWith(`/${task}_training.json`));
  return found ? { [task]: await readJson(found[1]) } : {};
}
