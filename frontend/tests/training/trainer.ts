import type { Order, Report } from '../../src/training/protocol';
import { Session } from '../../src/training/session';
import type { Trainer } from '../../src/training/trainer';

/** Trains on the spot: told to run, it does one slice; what it reports has been copied, as for a worker. */
export function startTrainer(hear: (report: Report) => void): Promise<Trainer> {
  let session: Session | null = null;
  let isEnded = false;
  const say = (report: Report) => {
    if (!isEnded) hear(structuredClone(report));
  };
  const acts: { readonly [K in Order['kind']]: (order: Extract<Order, { kind: K }>) => void } = {
    begin: ({ setting }) => (session = new Session(structuredClone(setting), say)),
    run: () => session?.slice(),
    pause: () => session?.snapshot(true),
    once: () => session?.once(),
    change: ({ recipe }) => session?.change(recipe),
  };
  const tell = (order: Order) => (acts[order.kind] as (order: Order) => void)(order);
  return Promise.resolve({ tell, end: () => (isEnded = true) });
}
