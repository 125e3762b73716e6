import address from '../training/worker?worker&url';
import type { Report } from '../training/protocol';
import type { Trainer } from '../training/trainer';
import { isInlined, readFile } from './files';

/** Starts the worker that trains: from its own file, or, in a single file, from within it. */
export async function startTrainer(hear: (report: Report) => void): Promise<Trainer> {
  const url = isInlined() ? await inlined() : address;
  const worker = new Worker(url);
  worker.onmessage = ({ data }: MessageEvent<Report>) => hear(data);
  worker.onerror = (event) => {
    event.preventDefault();
    hear({ kind: 'failed', message: event.message || 'the browser did not start the worker' });
  };
  return {
    tell: (order) => worker.postMessage(order),
    end: () => {
      worker.terminate();
      if (url !== address) URL.revokeObjectURL(url);
    },
  };
}

async function inlined(): Promise<string> {
  return URL.createObjectURL(new Blob([await readFile(address)], { type: 'text/javascript' }));
}
