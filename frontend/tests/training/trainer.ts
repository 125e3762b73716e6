import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Order, Report } from '../../src/training/protocol';
import { Session } from '../../src/training/session';
import type { Examples } from '../../src/training/examples';
import type { Trainer } from '../../src/training/trainer';

/** Trains on the spot: told to run, it does one slice; what it reports has been copied, as for a worker. */
export function startTrainer(task: string, hear: (report: Report) => void): Promise<Trainer> {
  let examples = readExamples(task);
  let session: Session | null = null;
  let isEnded = false;
  const say = (report: Report) => {
    if (!isEnded) hear(structuredClone(report));
  };
  const acts: { readonly [K in Order['kind']]: (order: Extract<Order, { kind: K }>) => void } = {
    give: (order) => (examples = order.examples),
    begin: ({ setting }) => (session = new Session(structuredClone(setting), examples, say)),
    run: () => session?.slice(),
    pause: () => session?.snapshot(true),
    once: () => session?.once(),
    change: ({ recipe }) => session?.change(recipe),
  };
  const tell = (order: Order) => (acts[order.kind] as (order: Order) => void)(order);
  return Promise.resolve({ tell, end: () => (isEnded = true) });
}

/** What a task is trained on, read from its file. */
export function readExamples(task: string): Examples {
  const path = resolve(`../src/gatescope/tasks/data/${task}_training.json`);
  return existsSync(path) ? { [task]: JSON.parse(readFileSync(path, 'utf8')) as never } : {};
}
