import type { Images, Names } from '../tasks';

/**
 * What tasks are trained on that is not made as it is needed, by the task's name. It is read when
 * training begins, so that nobody else has to load it.
 */
export interface Examples {
  readonly digits?: Images;
  readonly names?: Names;
}

/** Examples that must be there; scoring alone needs none. */
export function given<T>(examples: T | undefined): T {
  if (examples === undefined) throw new Error('Expected what to train on, and got none.');
  return examples;
}
