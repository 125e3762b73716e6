import { DEFAULT_TASK, TASKS } from '../../tasks';
import {
  MOST_FORGET_BIAS,
  MOST_SEED,
  MOST_UNITS,
  OPENING,
  RESETS,
  SENSES,
  WEIGHTS,
} from '../choice.svelte';
import { OPTIMISERS } from '../../training/optimiser';
import { LEAST_CLIP, LEAST_RATE, MOST_BATCH, MOST_CLIP, MOST_RATE } from '../../training/recipe';
import { isChange, type Pieces } from './piece';
import { readNumber, readPlace, readWhole, readWord, writePlace } from './read';
import type { Scene } from './scene';
import { words } from '../../words/words.svelte';

/** The task, the weights, their training, and the GRU's two switches. */
export const MODEL: Pieces<
  | 'task'
  | 'weights'
  | 'checkpoint'
  | 'hidden'
  | 'seed'
  | 'bias'
  | 'optimiser'
  | 'rate'
  | 'clip'
  | 'batch'
  | 'reset'
  | 'z'
> = {
  task: {
    opening: () => DEFAULT_TASK,
    write: String,
    read: (text) =>
      readWord(
        text,
        TASKS.map(({ name }) => name),
      ),
    isTurn: isChange,
  },
  weights: {
    opening: () => OPENING.weights,
    write: String,
    read: (text) => readWord(text, WEIGHTS),
    isTurn: isChange,
  },
  checkpoint: {
    opening: () => null,
    write: (place) => (place === null ? '' : writePlace(place)),
    read: readCheckpoint,
  },
  hidden: {
    opening: (scene) => scene.trained('lstm').weights.hiddenSize,
    write: String,
    read: (text) => readWhole(text, 1, MOST_UNITS),
  },
  seed: {
    opening: () => OPENING.seed,
    write: String,
    read: (text) => readWhole(text, 0, MOST_SEED),
  },
  bias: {
    opening: () => OPENING.forgetBias,
    write: String,
    read: (text) => readNumber(text, 0, MOST_FORGET_BIAS),
  },
  optimiser: {
    opening: () => OPENING.optimiser,
    write: String,
    read: (text) => readWord(text, OPTIMISERS),
  },
  rate: {
    opening: (scene) => scene.trained('lstm').record!.learning_rate,
    write: String,
    read: (text) => readNumber(text, LEAST_RATE, MOST_RATE),
  },
  clip: {
    opening: () => OPENING.clip,
    write: String,
    read: (text) => readNumber(text, LEAST_CLIP, MOST_CLIP),
  },
  batch: {
    opening: () => OPENING.batch,
    write: String,
    read: (text) => readWhole(text, 1, MOST_BATCH),
  },
  reset: {
    opening: () => OPENING.reset,
    write: String,
    read: (text) => readWord(text, RESETS),
    isTurn: isChange,
  },
  z: {
    opening: () => OPENING.z,
    write: String,
    read: (text) => readWord(text, SENSES),
    isTurn: isChange,
  },
};

/** Of the last checkpoint the model itself is the copy. */
function readCheckpoint(text: string, scene: Scene): number | null {
  const count = scene.trained('lstm').record?.checkpoints.step.length ?? 1;
  const place = readPlace(text, words.link.checkpoint, count);
  return place === count - 1 ? null : place;
}
