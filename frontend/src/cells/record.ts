/** What was written down when a model was trained. `null` is a thing that was not reached. */
export interface TrainingRecord {
  readonly parameters: number;
  readonly kept_seed: number;
  /** The unit that shows best what the model learned. */
  readonly unit: number | null;
  readonly score: Score;
  readonly stated_error: number;
  readonly seeds: readonly SeedRecord[];
  readonly equal_parameters: EqualParameters | null;
  readonly steps: number;
  readonly batch: number;
  readonly optimizer: string;
  readonly learning_rate: number;
  /** The standard deviation of noise on the gates' pre-activations, where there was any. */
  readonly gate_noise?: number;
  readonly forget_bias: number | null;
  /** The shortest and the longest sequence that it was trained on. */
  readonly lengths: readonly [number, number];
  readonly trained_on: string;
  /** The steps at which a copy was kept, and the main score of each. */
  readonly checkpoints: { readonly step: readonly number[]; readonly score: readonly number[] };
  readonly loss_curve: { readonly step: readonly number[]; readonly loss: readonly number[] };
  readonly versions: Readonly<Record<string, string>>;
  readonly date: string;
}

export interface Score {
  readonly name: string;
  readonly better: 'lower' | 'higher';
  /** By what it was measured on: a length, or "held-out". */
  readonly values: Readonly<Record<string, number>>;
  /** The main one of `values`, and its key. */
  readonly value: number;
  readonly main: string;
  /** What is reached without learning, by name. */
  readonly baselines: Readonly<Record<string, number>>;
}

export interface SeedRecord {
  readonly seed: number;
  readonly score: number;
  readonly scores: Readonly<Record<string, number>>;
  readonly steps_to_error: number | null;
  readonly seconds_per_step: number;
}

/** The same training at the size whose parameter count is nearest to the LSTM's. */
export interface EqualParameters {
  readonly hidden_size: number;
  readonly parameters: number;
  readonly seeds: readonly SeedRecord[];
}
