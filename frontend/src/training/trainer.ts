import type { Order, Report } from './protocol';

/** Who trains: it is told what to do, and reports how it goes. */
export interface Trainer {
  readonly tell: (order: Order) => void;
  /** Ends it, whatever it is doing. */
  readonly end: () => void;
}

/**
 * Starts a trainer that reports to `hear`, with what a task is trained on; rejects with the reason
 * where there can be none.
 */
export type StartTrainer = (task: string, hear: (report: Report) => void) => Promise<Trainer>;
