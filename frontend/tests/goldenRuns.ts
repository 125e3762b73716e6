import { readdirSync, readFileSync } from 'node:fs';
import type { Edit } from '../src/cells/edits';

export type Nested = number | readonly Nested[];
export type Arrays = Readonly<Record<string, Nested>>;

export interface Layer {
  readonly cell: string;
  readonly input_size: number;
  readonly hidden_size: number;
  readonly proj_size?: number | null;
  readonly seed: number;
  readonly forget_bias: number | null;
}

interface GoldenRun extends Layer {
  readonly time: number;
  readonly batch: number;
  readonly x: Nested;
  readonly initial: Arrays;
  readonly edits: readonly Edit[];
  readonly values: Arrays;
  readonly grads: Arrays;
  readonly gradients: {
    readonly parameters: Arrays;
    readonly x: Nested;
    readonly initial: Arrays;
    readonly values: Arrays;
  };
}

const FOLDER = new URL('../../golden/runs/', import.meta.url);

/** What the Python reference computed of every cell, without edits and with them. */
export const runs: readonly GoldenRun[] = readdirSync(FOLDER).flatMap(
  (file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf-8')) as GoldenRun[],
);
