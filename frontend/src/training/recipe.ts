import type { OptimiserName } from './optimiser';

/** How a network is trained: what a person chooses beside the task and the network. */
export interface Recipe {
  readonly optimiser: OptimiserName;
  readonly rate: number;
  /** The norm at which gradients are clipped. */
  readonly clip: number;
  /** Sequences in a batch. */
  readonly batch: number;
}

export const LEAST_RATE = 1e-5;
export const MOST_RATE = 10;
export const LEAST_CLIP = 0.001;
export const MOST_CLIP = 1000;
export const MOST_BATCH = 256;
